// What the outcomes of calls say of a processor's health, and what follows from it (payments.md §2). Health is about time only: whoever has
// forgotten it tries a processor that is down, and learns it again.
import type { BreakerReport } from '@tillstream/event-sourcing';
import type { ChargeOutcome } from './charge-outcome';
import { declineCategory } from './decline-table';

/** `unknown`: no answer, or none that could be read. */
export type HealthReason = 'connection' | 'busy' | 'configuration' | 'unknown';

/** `recovering`: its pause is over, and whoever comes next tries it again. */
export type HealthStatus = 'healthy' | 'unhealthy' | 'recovering';

/** So many failures within the window, without one call that worked, and it is left alone for the pause. */
export const FAILURES = { most: 5, withinMs: 60_000, keptMs: 3_600_000 } as const;
export const PAUSE_MS = 30_000;
/** What was wrong with its configuration is shown for a day. */
export const ALARM = { most: 1, withinMs: 24 * 3_600_000, keptMs: 24 * 3_600_000 } as const;

export interface Symptom {
  /** Null: the processor did its work, whatever it decided. */
  readonly failure: HealthReason | null;
  /** Something that only the merchant can mend, in the processor's word for it; null: nothing. */
  readonly alarm: string | null;
}

/** Null: it says nothing of the processor. */
export function symptomOf(
  outcome:
    Exclude<ChargeOutcome, { kind: 'declined' }> | { readonly kind: 'declined'; readonly code: string; readonly advice: string | null },
): Symptom | null {
  switch (outcome.kind) {
    case 'unknown':
      return { failure: 'unknown', alarm: null };
    case 'not_sent':
      if (outcome.reason === 'scheme_limit') return null;
      return { failure: outcome.reason, alarm: outcome.reason === 'configuration' ? outcome.message || outcome.reason : null };
    case 'declined': {
      if (declineCategory(outcome.code, outcome.advice) !== 'configuration') return { failure: null, alarm: null };
      // Others of this category are about one currency or brand: all else may still be charged there.
      return { failure: outcome.code === 'bad_credentials' ? 'configuration' : null, alarm: outcome.code };
    }
    default:
      return { failure: null, alarm: null };
  }
}

export interface Health {
  readonly status: HealthStatus;
  /** Of the last failure since it last worked; null: none. */
  readonly reason: HealthReason | null;
  readonly recentFailures: number;
  readonly lastFailureAgoMs: number | null;
  /** Until it is tried again; null unless unhealthy. */
  readonly retryInMs: number | null;
}

export function healthOf({ recentFailures, openedAgoMs, lastFailure }: BreakerReport): Health {
  const isResting = openedAgoMs !== null && openedAgoMs < PAUSE_MS;
  return {
    status: openedAgoMs === null ? 'healthy' : isResting ? 'unhealthy' : 'recovering',
    reason: (lastFailure?.reason as HealthReason | undefined) ?? null,
    recentFailures,
    lastFailureAgoMs: lastFailure?.agoMs ?? null,
    retryInMs: isResting ? PAUSE_MS - openedAgoMs : null,
  };
}
