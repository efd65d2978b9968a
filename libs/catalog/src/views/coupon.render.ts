// A coupon as the API shows it. Its uses and its products are joined in for answers; webhooks and history do without.
import { isoTime, isoTimeOrNull, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { SlotTally } from '../core/coupon-slots.state';
import { couponStatus } from '../core/coupon-status';
import type { CouponState } from '../core/coupon.fields';

export type CouponResource = Resource<CouponState>;

/** @param tally its uses, where they are known: without them it is never `exhausted`. */
export function renderCoupon(resource: CouponResource, { ids, now }: Pick<RenderContext, 'ids' | 'now'>, tally?: SlotTally) {
  const { key, state } = resource;
  if (state.status === 'absent') throw new Error(`coupon ${key} was never created`);
  const { fields } = state;
  return {
    id: ids.format('coup', key),
    account_id: resource.accountId,
    name: fields.name,
    discount_type: fields.discountType,
    amount_atom_off: fields.amountAtomOff,
    percent_off: fields.percentOff,
    trial_days_off: fields.trialDaysOff,
    currency: fields.currency,
    duration: fields.duration,
    duration_in_months: fields.durationInMonths,
    max_redemptions: fields.maxRedemptions,
    valid_from: isoTimeOrNull(fields.validFrom),
    valid_until: isoTimeOrNull(fields.validUntil),
    status: couponStatus(state, now, tally),
    product_ids: fields.productKeys.map((product) => ids.format('prod', product)),
    metadata: fields.metadata,
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}
