// What a coupon is good for at a moment, in one word.
import type { Instant } from '@tillstream/event-sourcing';
import type { SlotTally } from './coupon-slots.state';
import type { CouponState } from './coupon.fields';

export const COUPON_STATUSES = ['active', 'inactive', 'expired', 'exhausted', 'deleted'] as const;
export type CouponStatus = (typeof COUPON_STATUSES)[number];

/** @param tally its uses; without it nobody can say that it is exhausted. */
export function couponStatus(state: Exclude<CouponState, { status: 'absent' }>, now: Instant, tally?: SlotTally): CouponStatus {
  const { isActive, validUntil, maxRedemptions } = state.fields;
  if (state.status === 'deleted') return 'deleted';
  if (!isActive) return 'inactive';
  if (validUntil !== null && now >= validUntil) return 'expired';
  return tally && maxRedemptions !== null && tally.confirmed >= maxRedemptions ? 'exhausted' : 'active';
}
