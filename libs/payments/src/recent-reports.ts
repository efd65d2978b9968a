// Breakers as this process saw them a moment ago, so that a busy API does not ask before each press. Half a second late is early enough: health
// is about time only, and what this process itself saw fail is never late.
import type { BreakerReport, Breakers, Clock, Instant } from '@tillstream/event-sourcing';

const RECENT_MS = 500;

interface Seen {
  readonly at: Instant;
  readonly report: BreakerReport;
}

export class RecentReports {
  private readonly seen = new Map<string, Seen>();
  private changes = 0;

  constructor(
    private readonly breakers: Breakers,
    private readonly clock: Clock,
  ) {}

  /** By name. Throws a Fault when nobody knows. */
  async of(names: readonly string[]): Promise<ReadonlyMap<string, BreakerReport>> {
    const known = names.flatMap((name) => {
      const report = this.recent(name);
      return report ? [[name, report] as const] : [];
    });
    if (known.length === names.length) return new Map(known);
    return new Map([...known, ...(await this.look(names.filter((name) => !this.recent(name))))]);
  }

  /** Whether nothing was held against it a moment ago: then there is nothing that one more call that worked could make forgotten. */
  isClear(name: string): boolean {
    const report = this.recent(name);
    return report !== null && report.recentFailures === 0 && report.lastFailure === null;
  }

  /** Something of it is about to be told: what was seen, or is being looked at right now, is old. */
  forget(name: string): void {
    this.seen.delete(name);
    this.changes++;
  }

  private recent(name: string): BreakerReport | null {
    const seen = this.seen.get(name);
    return seen && this.clock.now() - seen.at < RECENT_MS ? seen.report : null;
  }

  private async look(names: readonly string[]): Promise<readonly (readonly [string, BreakerReport])[]> {
    const [at, before] = [this.clock.now(), this.changes];
    const reports = await this.breakers.look(names);
    const found = names.flatMap((name, index) => {
      const report = reports[index];
      return report ? [[name, report] as const] : [];
    });
    if (this.changes === before) for (const [name, report] of found) this.seen.set(name, { at, report });
    return found;
  }
}
