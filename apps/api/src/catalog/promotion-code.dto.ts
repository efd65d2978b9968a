// Promotion codes as requests name them.
import type { JsonObject } from '@tillstream/event-sourcing';
import { AccountPath } from '../accounts/account.dto';
import { freeObject, nested } from '../http/fields/compound.fields';
import { decimalAmount } from '../http/fields/decimal-amount.field';
import { dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { type ListParameters, listQuery } from '../http/list/list-query.dto';
import { described } from './promotion-code.described';

export class PromotionCodePath extends AccountPath {
  @identifier('promo', { description: 'The promotion code.' })
  promotion_code_id!: string;
}

export class RestrictionsBody {
  @flag({ ...described.first_time_transaction, optional: true })
  first_time_transaction?: boolean | null;

  @decimalAmount({ ...described.minimum_amount, optional: true })
  minimum_amount?: number | string | null;

  @text({ ...described.minimum_amount_currency, optional: true })
  minimum_amount_currency?: string | null;
}

export class UpdatePromotionCodeBody {
  @flag({ ...described.active, optional: true })
  active?: boolean | null;

  @integer({ ...described.max_redemptions, optional: true })
  max_redemptions?: number | null;

  @dateTime({ ...described.expires_at, optional: true })
  expires_at?: string | null;

  @freeObject({ ...described.metadata, optional: true })
  metadata?: JsonObject | null;
}

export class CreatePromotionCodeBody extends UpdatePromotionCodeBody {
  @identifier('coup', described.coupon_id)
  coupon_id!: string;

  @text(described.code)
  code!: string;

  @nested(() => RestrictionsBody, { ...described.restrictions, optional: true })
  restrictions?: RestrictionsBody | null;
}

/** A code that is asked about, or used. */
export class PromotionQuestionBody {
  @text(described.code)
  code!: string;

  @identifier('cus', { optional: true, description: 'Who wants to use it; an earlier purchase is looked for.' })
  customer_id?: string | null;

  @decimalAmount({
    optional: true,
    description: 'What is bought, in whole units of its currency, before the discount; needs order_currency.',
    example: '59.90',
  })
  order_amount?: number | string | null;

  @text({ ...described.minimum_amount_currency, optional: true, description: 'ISO 4217; what is paid in.' })
  order_currency?: string | null;
}

const PromotionCodeListQuery = listQuery({
  filters: ['created_at', 'coupon_id', 'code', 'active'],
  sorts: ['created_at'],
  search: 'an exact id or code',
});

export class ListPromotionCodesQueryDto extends PromotionCodeListQuery implements ListParameters {
  @identifier('coup', { optional: true, description: 'Only those of this coupon.' })
  coupon_id?: string | null;

  @flag({ optional: true, description: 'Only those that are switched on.', example: true })
  active_only?: boolean | null;
}
