// What happens to the slots of a coupon and of all its codes: one use each. Their times stand in `data`, since forgetting depends on them.
import type { Instant } from '@tillstream/event-sourcing';

/** One use, by whom: `slotOf(…)`. */
export interface SlotUse {
  readonly slot: string;
  /** Through which code; null: by the coupon's own id. */
  readonly promotionCodeKey: string | null;
}

export type CouponSlotsEvent =
  | { readonly type: 'SlotReserved'; readonly data: SlotUse & { readonly at: Instant } }
  | { readonly type: 'SlotConfirmed'; readonly data: { readonly slot: string; readonly at: Instant } }
  /** Also of a slot that was never reserved: nobody reserves it any more. */
  | { readonly type: 'SlotReleased'; readonly data: { readonly slot: string; readonly at: Instant } }
  /** Held for a success that came late, whether or not it was released: the release of the attempt's end is out of date. */
  | { readonly type: 'SlotRegained'; readonly data: SlotUse & { readonly at: Instant } }
  /** Uses that needed no reservation, counted afterwards. */
  | { readonly type: 'SlotsConfirmed'; readonly data: { readonly uses: readonly SlotUse[]; readonly at: Instant } };
