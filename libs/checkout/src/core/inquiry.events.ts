// What asking and notices find out about a charge beside its outcome, as it is written down: storage format, frozen like every event.
import type { Instant } from '@tillstream/event-sourcing';

/**
 * Asking found nothing final, at a processor that can close nothing: written down as far as it counts, since only misses over more than the
 * processor's lateness make "not charged".
 */
export interface ChargeInquired {
  readonly attemptKey: string;
  readonly chargeKey: string;
  /** `open`: its processor knows it after all, and what was missed before counts for nothing. */
  readonly found: 'never-seen' | 'open';
  readonly at: Instant;
}

/** The buyer has complained at his bank: recorded, and nothing else. Once per notice. */
export interface DisputeNoticed {
  readonly chargeKey: string;
  readonly noticeId: string;
  /** The processor's name for the charge. */
  readonly reference: string | null;
  /** In the processor's own word. */
  readonly status: string;
  readonly at: Instant;
}
