// What can come of asking a processor for money. A time-out is `unknown`, never `declined`: nobody knows, and nobody may ask elsewhere.
import type { CardOrigin } from './card';

export interface ThreeDs {
  readonly version: string;
  readonly eci: string;
  readonly liabilityShifted: boolean;
}

export type ChargeOutcome =
  | {
      readonly kind: 'approved';
      readonly reference: string;
      readonly networkTransactionId: string | null;
      readonly threeDs: ThreeDs | null;
      /** Null: the card was not saved with it. */
      readonly token: string | null;
      /** Absent: the processor does not tell. */
      readonly origin?: CardOrigin;
    }
  | { readonly kind: 'declined'; readonly reference: string | null; readonly code: string; readonly advice: string | null }
  | { readonly kind: 'requires_action'; readonly reference: string; readonly url: string }
  | { readonly kind: 'unknown'; readonly reference: string | null; readonly message: string }
  /**
   * Known not charged: nothing reached the processor, or it said that it processed nothing. `configuration` alarms the merchant; `scheme_limit`
   * is ours: the card's scheme allows no further try, so nobody was asked.
   */
  | { readonly kind: 'not_sent'; readonly reason: 'connection' | 'busy' | 'configuration' | 'scheme_limit'; readonly message: string };

/** What can come of saving a card without a charge. No money moves: an unknown outcome may be asked for again under the same reference. */
export type SetupOutcome =
  (Extract<ChargeOutcome, { kind: 'approved' }> & { readonly token: string }) | Exclude<ChargeOutcome, { kind: 'approved' }>;

/** What an inquiry finds. `open` may still be charged by a call that is under way, so it must be closed before it counts as nothing. */
export type InquiryAnswer =
  | Extract<ChargeOutcome, { kind: 'approved' | 'declined' | 'requires_action' }>
  | { readonly kind: 'open'; readonly reference: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'never-seen' }
  | { readonly kind: 'no-answer'; readonly message: string };

/** What closing found: only `closed` makes "not charged". */
export type ClosingAnswer =
  | { readonly kind: 'closed' }
  | Extract<ChargeOutcome, { kind: 'approved' | 'declined' }>
  | { readonly kind: 'no-answer'; readonly message: string };
