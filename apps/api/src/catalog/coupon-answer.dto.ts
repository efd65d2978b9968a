// Coupons as answers show them.
import {
  COUPON_STATUSES, type CouponStatus, DISCOUNT_DURATIONS, DISCOUNT_TYPES, type DiscountDuration, type DiscountType,
} from '@tillstream/catalog'; // prettier-ignore
import type { JsonObject } from '@tillstream/event-sourcing';
import { freeObject, listOf, texts } from '../http/fields/compound.fields';
import { amountAtom, choice, dateTime, identifier, integer, text } from '../http/fields/scalar.fields';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { described } from './coupon.described';
import { ProductAnswer } from './product.dto';

export class CouponAnswer {
  @identifier('coup', { description: 'Id of the coupon.' })
  id!: string;

  @identifier('acc', { description: 'The account that it belongs to.' })
  account_id!: string;

  @text({ ...described.name, nullable: true })
  name!: string | null;

  @choice({ ...described.discount_type, of: DISCOUNT_TYPES })
  discount_type!: DiscountType;

  @amountAtom({ ...described.amount_atom_off, nullable: true })
  amount_atom_off!: number | null;

  @integer({ ...described.percent_off, nullable: true })
  percent_off!: number | null;

  @integer({ ...described.trial_days_off, nullable: true })
  trial_days_off!: number | null;

  @text({ ...described.currency, nullable: true })
  currency!: string | null;

  @choice({ ...described.duration, of: DISCOUNT_DURATIONS })
  duration!: DiscountDuration;

  @integer({ ...described.duration_in_months, nullable: true })
  duration_in_months!: number | null;

  @integer({ ...described.max_redemptions, nullable: true })
  max_redemptions!: number | null;

  @dateTime({ ...described.valid_from, nullable: true })
  valid_from!: string | null;

  @dateTime({ ...described.valid_until, nullable: true })
  valid_until!: string | null;

  @choice({ of: COUPON_STATUSES, description: 'Whether it can be applied now, and if not, why.', example: 'active' })
  status!: CouponStatus;

  @integer({ min: 0, max: 1_000_000_000, description: 'Uses that were paid for or redeemed, codes included.', example: 7 })
  redemption_count!: number;

  @texts(described.product_ids)
  product_ids!: string[];

  @listOf(() => ProductAnswer, { maxItems: 100, description: 'Products that it is for; empty: all.' })
  products!: ProductAnswer[];

  @freeObject(described.metadata)
  metadata!: JsonObject;

  @dateTime({ description: 'When it was created.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

export const CouponList = listAnswerOf(CouponAnswer);
