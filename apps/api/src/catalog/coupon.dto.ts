// Coupons as requests name them.
import {
  COUPON_STATUSES, type CouponStatus, DISCOUNT_DURATIONS, DISCOUNT_TYPES, type DiscountDuration, type DiscountType,
} from '@tillstream/catalog'; // prettier-ignore
import type { JsonObject } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { freeObject, nested, texts } from '../http/fields/compound.fields';
import { amountAtom, choice, dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { type ListParameters, listQuery } from '../http/list/list-query.dto';
import { described } from './coupon.described';

export class CouponPath extends AccountPath {
  @identifier('coup', { description: 'The coupon.' })
  coupon_id!: string;
}

/** What is taken off, and for how long. */
export class DiscountBody {
  @choice({ ...described.discount_type, of: DISCOUNT_TYPES, optional: true })
  discount_type?: DiscountType | null;

  @amountAtom({ ...described.amount_atom_off, optional: true })
  amount_atom_off?: number | null;

  @integer({ ...described.percent_off, optional: true })
  percent_off?: number | null;

  @integer({ ...described.trial_days_off, optional: true })
  trial_days_off?: number | null;

  @text({ ...described.currency, optional: true })
  currency?: string | null;

  @choice({ ...described.duration, of: DISCOUNT_DURATIONS, optional: true })
  duration?: DiscountDuration | null;

  @integer({ ...described.duration_in_months, optional: true })
  duration_in_months?: number | null;
}

export class CreateCouponBody extends DiscountBody {
  @nested(() => DiscountBody, {
    optional: true,
    description:
      'The same fields once more or instead: where both are given they must not differ. discount_type must be in one of the two.',
  })
  discount?: DiscountBody | null;

  @text({ ...described.name, optional: true })
  name?: string | null;

  @integer({ ...described.max_redemptions, optional: true })
  max_redemptions?: number | null;

  @dateTime({ ...described.valid_from, optional: true })
  valid_from?: string | null;

  @dateTime({ ...described.valid_until, optional: true })
  valid_until?: string | null;

  @integer({ ...described.validity_period_days, optional: true })
  validity_period_days?: number | null;

  @texts({ ...described.product_ids, optional: true })
  product_ids?: string[] | null;

  @freeObject({ ...described.metadata, optional: true })
  metadata?: JsonObject | null;
}

export class UpdateCouponBody {
  @text({ ...described.name, optional: true })
  name?: string | null;

  @integer({ ...described.max_redemptions, optional: true })
  max_redemptions?: number | null;

  @dateTime({ ...described.valid_until, optional: true })
  valid_until?: string | null;

  @freeObject({ ...described.metadata, optional: true })
  metadata?: JsonObject | null;
}

const CouponListQuery = listQuery({
  filters: ['created_at', 'discount_type', 'duration', 'currency'],
  sorts: ['created_at'],
  search: 'an exact id, or words of the name',
});

export class ListCouponsQueryDto extends CouponListQuery implements ListParameters {
  @choice({ of: COUPON_STATUSES, optional: true, description: 'Only those of this status.', example: 'active' })
  status?: CouponStatus | null;

  @flag({ optional: true, description: 'Also deleted ones.', example: false })
  include_deleted?: boolean | null;
}
