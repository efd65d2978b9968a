// The health of processors, as all processes together see it: heard from every call, asked for when an attempt is planned.
import { type Breakers, isFault, type Log } from '@tillstream/event-sourcing';
import type { ChargeOutcome, SetupOutcome } from './core/charge-outcome';
import { ALARM, FAILURES, type Health, healthOf, type HealthReason, symptomOf } from './core/processor-health';

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
const callsOf = (processorKey: string): string => `processor:${processorKey}`;
const configurationOf = (processorKey: string): string => `processor-configuration:${processorKey}`;

export class ProcessorHealth {
  constructor(
    private readonly breakers: Breakers,
    private readonly log: Log,
    private readonly counts: ProcessorFailureCounts | null = null,
  ) {}

  /** Nobody waits for it, and nothing rests on it. */
  heard(processorKey: string, outcome: ChargeOutcome | SetupOutcome): void {
    const symptom = symptomOf(outcome);
    if (!symptom) return;
    const { failure, alarm } = symptom;
    if (failure !== null) this.counts?.count(failure);
    const told = [
      failure === null
        ? this.breakers.worked(callsOf(processorKey))
        : this.breakers.failed(callsOf(processorKey), { reason: failure, ...FAILURES }),
      ...(alarm === null ? [] : [this.alarm(processorKey, alarm)]),
    ];
    Promise.all(told).catch((error: unknown) =>
      this.log.warn({ processorKey, error: String(error) }, 'the health of a processor was not noted'),
    );
  }

  /** Those that are left alone for now; while nobody knows, nobody is. */
  async resting(processorKeys: readonly string[]): Promise<Resting> {
    try {
      const reports = await this.breakers.look(processorKeys.map(callsOf));
      const resting = reports.flatMap((report, index) => {
        const { status, lastFailureAgoMs } = healthOf(report);
        return status === 'unhealthy' ? [[processorKeys[index] ?? '', lastFailureAgoMs ?? 0] as const] : [];
      });
      return Object.fromEntries(resting);
    } catch (error) {
      if (!isFault(error)) throw error;
      this.log.warn({ error: String(error) }, 'the health of processors is not known; all are tried');
      return {};
    }
  }

  /** Throws a Fault when nobody knows. */
  async of(processorKey: string): Promise<Health & { readonly alarm: ConfigurationAlarm | null }> {
    const [calls, configuration] = await this.breakers.look([callsOf(processorKey), configurationOf(processorKey)]);
    const told = configuration?.lastFailure;
    return {
      ...healthOf(calls ?? { recentFailures: 0, openedAgoMs: null, lastFailure: null }),
      alarm: told ? { said: told.reason, agoMs: told.agoMs } : null,
    };
  }

  private async alarm(processorKey: string, said: string): Promise<void> {
    this.log.warn({ processorKey, said }, 'a processor refuses its configuration: its merchant has to mend it');
    await this.breakers.failed(configurationOf(processorKey), { reason: said.slice(0, MOST_SAID), ...ALARM });
  }
}
