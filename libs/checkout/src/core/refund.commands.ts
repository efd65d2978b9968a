// What can be asked about refunds of a session's charges.
import type { Instant, JsonObject } from '@tillstream/event-sourcing';
import type { RefundReason } from './refund.events';

export interface RequestRefund {
  readonly type: 'RequestRefund';
  readonly now: Instant;
  /** 20 characters, derived from the command. */
  readonly refundKey: string;
  readonly chargeKey: string;
  /** Null: what is left. */
  readonly amountAtom: number | null;
  /** As the caller believes it, lower case; null: he did not say. */
  readonly currency: string | null;
  readonly reason: RefundReason | null;
  readonly metadata: JsonObject;
  readonly isOutOfBand: boolean;
}

export interface ResolveRefund {
  readonly type: 'ResolveRefund';
  readonly now: Instant;
  readonly refundKey: string;
  readonly result: 'succeeded' | 'failed';
  readonly by: 'answer' | 'inquiry' | 'notice';
  readonly reference: string | null;
  readonly code: string | null;
  readonly message: string | null;
}
