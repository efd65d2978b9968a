// What a promotion code is made of, as its events hold it: a word that buyers know, which stands for a coupon.
import type { Instant, JsonObject, PlainEvent, PlainState } from '@tillstream/event-sourcing';

export interface PromotionRestrictions {
  /** Only for customers without an earlier success in the account; best effort. */
  readonly firstTimeTransaction: boolean;
  /** Compared per tier, before the discount; minor units of `minimumAmountCurrency`. */
  readonly minimumAmountAtom: number | null;
  /** ISO 4217, lower case; set exactly with `minimumAmountAtom`. */
  readonly minimumAmountCurrency: string | null;
}

export interface PromotionCodeFields {
  readonly couponKey: string;
  /** As given; compared without case. */
  readonly code: string;
  readonly isActive: boolean;
  /** Of this code alone; null: no limit but the coupon's. */
  readonly maxRedemptions: number | null;
  /** Exclusive. */
  readonly expiresAt: Instant | null;
  readonly restrictions: PromotionRestrictions;
  readonly metadata: JsonObject;
}

export type PromotionCodeEvent = PlainEvent<'PromotionCode', PromotionCodeFields>;
export type PromotionCodeState = PlainState<PromotionCodeFields>;
