// What a coupon is made of, as its events hold it. Its terms never change once it is there: a session copies them when it is applied.
import type { Instant, JsonObject, PlainEvent, PlainState } from '@tillstream/event-sourcing';

export const DISCOUNT_TYPES = ['amount_off', 'percent_off', 'trial_extension'] as const;
export type DiscountType = (typeof DISCOUNT_TYPES)[number];

export const DISCOUNT_DURATIONS = ['once', 'repeating', 'forever'] as const;
export type DiscountDuration = (typeof DISCOUNT_DURATIONS)[number];

/** All that a discount follows from. Part of the storage format of sessions: fields may be added, never changed. */
export interface CouponTerms {
  readonly discountType: DiscountType;
  /** Minor units of `currency`; null but for `amount_off`. */
  readonly amountAtomOff: number | null;
  /** Whole percent, 1…100; null but for `percent_off`. */
  readonly percentOff: number | null;
  /** Null but for `trial_extension`. */
  readonly trialDaysOff: number | null;
  /** ISO 4217, lower case; set exactly for `amount_off`. */
  readonly currency: string | null;
  readonly duration: DiscountDuration;
  /** Set exactly for `repeating`. */
  readonly durationInMonths: number | null;
  /** Products whose lines it is for; empty: all. */
  readonly productKeys: readonly string[];
}

export interface CouponFields extends CouponTerms {
  readonly name: string | null;
  readonly isActive: boolean;
  /** Of the coupon and all its codes together; null: no limit. */
  readonly maxRedemptions: number | null;
  readonly validFrom: Instant | null;
  /** Exclusive. `validity_period_days` was counted into it. */
  readonly validUntil: Instant | null;
  readonly metadata: JsonObject;
}

export type CouponEvent = PlainEvent<'Coupon', CouponFields>;
export type CouponState = PlainState<CouponFields>;
