// What can be asked of a coupon's slots, and why it may be refused.
import type { Instant } from '@tillstream/event-sourcing';
import type { SlotUse } from './coupon-slots.events';

/** Of uses reserved and confirmed together; null: no limit. */
export interface SlotLimits {
  readonly coupon: number | null;
  readonly code: number | null;
}

export type CouponSlotsCommand =
  /** Before the first charge of an attempt, where coupon or code has a limit. */
  | ({ readonly type: 'Reserve'; readonly limits: SlotLimits; readonly attemptStartedAt: Instant; readonly now: Instant } & SlotUse)
  /** The attempt succeeded. Once it was done, repeating it is right for ever. */
  | { readonly type: 'Confirm'; readonly slot: string; readonly now: Instant }
  /**
   * The attempt failed or was not charged. A slot that was regained stays, unless `evenRegained`: a release that comes late is about the
   * attempt's first end.
   */
  | {
      readonly type: 'Release';
      readonly slot: string;
      readonly attemptStartedAt: Instant;
      readonly now: Instant;
      readonly evenRegained?: boolean;
    }
  /** The charge of an attempt that had ended turns out to have succeeded: its slot is still held, or a free one is taken, or there is none. */
  | ({ readonly type: 'Regain'; readonly limits: SlotLimits; readonly now: Instant } & SlotUse)
  /** Reserve and confirm at once. */
  | ({ readonly type: 'Redeem'; readonly limits: SlotLimits; readonly now: Instant } & SlotUse)
  /**
   * Uses without a limit, afterwards. Only for attempts that reserved nothing: a use that was reserved and confirmed is forgotten after a
   * while, and would count twice. Each counts once as long as one reader sends them in the order of the log, repeats included.
   */
  | { readonly type: 'ConfirmBatch'; readonly uses: readonly SlotUse[]; readonly now: Instant };

export type SlotRejection =
  | { readonly code: 'promotion-exhausted' }
  /** The slot was released: the attempt is over. */
  | { readonly code: 'slot-closed' }
  /** Whether the slot was released is no longer known. */
  | { readonly code: 'attempt-too-old' };
