// Failures by name, as long as they matter.
import { type BreakerFailure, type BreakerReport, Breakers } from '../ports/small-ports';
import type { Clock, Instant } from '../time';

interface Kept {
  readonly failedAt: readonly Instant[];
  readonly openedAt: Instant | null;
  readonly lastAt: Instant;
  readonly failure: BreakerFailure;
}

const NOTHING: BreakerReport = { recentFailures: 0, openedAgoMs: null, lastFailure: null };

export class InMemoryBreakers extends Breakers {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly clock: Clock) {
    super();
  }

  failed(name: string, failure: BreakerFailure): Promise<void> {
    const now = this.clock.now();
    const before = this.present(name);
    const recent = (before?.failedAt ?? []).filter((at) => at > now - failure.withinMs);
    const failedAt = [...recent, now].slice(-failure.most);
    const isOpen = failedAt.length >= failure.most || before?.openedAt != null;
    this.kept.set(name, { failedAt, openedAt: isOpen ? now : null, lastAt: now, failure });
    return Promise.resolve();
  }

  worked(name: string): Promise<void> {
    this.kept.delete(name);
    return Promise.resolve();
  }

  look(names: readonly string[]): Promise<readonly BreakerReport[]> {
    return Promise.resolve(names.map((name) => this.reportOf(this.present(name))));
  }

  /** As if the store had been emptied. */
  wipe(): void {
    this.kept.clear();
  }

  private present(name: string): Kept | undefined {
    const kept = this.kept.get(name);
    return kept && kept.lastAt + kept.failure.keptMs > this.clock.now() ? kept : undefined;
  }

  private reportOf(kept: Kept | undefined): BreakerReport {
    if (!kept) return NOTHING;
    const now = this.clock.now();
    return {
      recentFailures: kept.failedAt.filter((at) => at > now - kept.failure.withinMs).length,
      openedAgoMs: kept.openedAt === null ? null : now - kept.openedAt,
      lastFailure: { reason: kept.failure.reason, agoMs: now - kept.lastAt },
    };
  }
}
