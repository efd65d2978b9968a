// The health of processors, as all processes together see it: heard from every call, asked for when an attempt is planned.
import { type BreakerReport, type Breakers, type Clock, isFault, type Log } from '@tillstream/event-sourcing';
import type { ChargeOutcome, SetupOutcome } from './core/charge-outcome';
import { ALARM, FAILURES, type Health, healthOf, type HealthReason, symptomOf } from './core/processor-health';
import { RecentReports } from './recent-reports';

/** Told of each failure, for whoever keeps numbers. */
export abstract class ProcessorFailureCounts {
  abstract count(reason: HealthReason): void;
}

/** The last fault of its configuration that a processor told; null: none for a day. */
export interface ConfigurationAlarm {
  readonly said: string;
  readonly agoMs: number;
}

/** How long ago a processor that is left alone failed last. */
export type Resting = Readonly<Record<string, number>>;

const MOST_SAID = 200;
const NOTHING_SEEN: BreakerReport = { recentFailures: 0, openedAgoMs: null, lastFailure: null };
const callsOf = (processorKey: string): string => `processor:${processorKey}`;
const configurationOf = (processorKey: string): string => `processor-configuration:${processorKey}`;

interface HealthParts {
  readonly breakers: Breakers;
  readonly clock: Clock;
  readonly log: Log;
  readonly counts?: ProcessorFailureCounts | undefined;
}

export class ProcessorHealth {
  private readonly recent: RecentReports;

  constructor(private readonly parts: HealthParts) {
    this.recent = new RecentReports(parts.breakers, parts.clock);
  }

  /** Nobody waits for it, and nothing rests on it. */
  heard(processorKey: string, outcome: ChargeOutcome | SetupOutcome): void {
    const symptom = symptomOf(outcome);
    if (!symptom) return;
    const { failure, alarm } = symptom;
    if (failure !== null) this.parts.counts?.count(failure);
    const told = [
      failure === null ? this.worked(callsOf(processorKey)) : this.failed(callsOf(processorKey), failure),
      ...(alarm === null ? [] : [this.alarm(processorKey, alarm)]),
    ];
    Promise.all(told).catch((error: unknown) =>
      this.parts.log.warn({ processorKey, error: String(error) }, 'the health of a processor was not noted'),
    );
  }

  /** Those that are left alone for now; while nobody knows, nobody is. */
  async resting(processorKeys: readonly string[]): Promise<Resting> {
    try {
      const reports = await this.recent.of(processorKeys.map(callsOf));
      const resting = processorKeys.flatMap((key) => {
        const { status, lastFailureAgoMs } = healthOf(reports.get(callsOf(key)) ?? NOTHING_SEEN);
        return status === 'unhealthy' ? [[key, lastFailureAgoMs ?? 0] as const] : [];
      });
      return Object.fromEntries(resting);
    } catch (error) {
      if (!isFault(error)) throw error;
      this.parts.log.warn({ error: String(error) }, 'the health of processors is not known; all are tried');
      return {};
    }
  }

  /** Throws a Fault when nobody knows. */
  async of(processorKey: string): Promise<Health & { readonly alarm: ConfigurationAlarm | null }> {
    const [calls, configuration] = await this.parts.breakers.look([callsOf(processorKey), configurationOf(processorKey)]);
    const told = configuration?.lastFailure;
    return {
      ...healthOf(calls ?? NOTHING_SEEN),
      alarm: told ? { said: told.reason, agoMs: told.agoMs } : null,
    };
  }

  private async worked(calls: string): Promise<void> {
    if (!this.recent.isClear(calls)) await this.tell(calls, () => this.parts.breakers.worked(calls));
  }

  private failed(calls: string, reason: HealthReason): Promise<void> {
    return this.tell(calls, () => this.parts.breakers.failed(calls, { reason, ...FAILURES }));
  }

  private tell(calls: string, say: () => Promise<void>): Promise<void> {
    this.recent.forget(calls);
    return say();
  }

  private async alarm(processorKey: string, said: string): Promise<void> {
    this.parts.log.warn({ processorKey, said }, 'a processor refuses its configuration: its merchant has to mend it');
    await this.parts.breakers.failed(configurationOf(processorKey), { reason: said.slice(0, MOST_SAID), ...ALARM });
  }
}
