// Money given back, as it is written down: storage format, frozen like every event.
import type { Instant, JsonObject } from '@tillstream/event-sourcing';

export const REFUND_REASONS = [
  'manual',
  'duplicate',
  'fraudulent',
  'requested_by_customer',
  'expired_uncaptured_charge',
  'manual_out_of_band',
] as const;
export type RefundReason = (typeof REFUND_REASONS)[number];

/** Written before the first call to the processor. */
export interface RefundRequested {
  readonly refundKey: string;
  readonly chargeKey: string;
  readonly processorKey: string;
  readonly amountAtom: number;
  readonly currency: string;
  readonly reason: RefundReason | null;
  readonly metadata: JsonObject;
  /** Given back by the merchant himself: recorded, and no processor is asked. */
  readonly isOutOfBand: boolean;
  readonly requestedAt: Instant;
}

export interface RefundResolved {
  readonly refundKey: string;
  /** A failed one frees its amount. */
  readonly result: 'succeeded' | 'failed';
  readonly by: 'answer' | 'inquiry' | 'notice' | 'out_of_band';
  /** The processor's own id of it. */
  readonly reference: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly at: Instant;
}

export interface Refund extends Omit<RefundRequested, 'refundKey'> {
  readonly key: string;
  readonly resolved: Omit<RefundResolved, 'refundKey'> | null;
}
