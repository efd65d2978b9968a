// Promotion codes as answers show them.
import type { JsonObject } from '@tillstream/event-sourcing';
import { freeObject, nested } from '../http/fields/compound.fields';
import { dateTime, decimal, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { listAnswerOf } from '../http/list/list-answer.dto';
import { described } from './promotion-code.described';

export class RestrictionsAnswer {
  @flag(described.first_time_transaction)
  first_time_transaction!: boolean;

  @decimal({ ...described.minimum_amount, min: 0, max: 99_999_999, nullable: true })
  minimum_amount!: number | null;

  @text({ ...described.minimum_amount_currency, nullable: true })
  minimum_amount_currency!: string | null;
}

export class PromotionCodeAnswer {
  @identifier('promo', { description: 'Id of the promotion code.' })
  id!: string;

  @identifier('acc', { description: 'The account that it belongs to.' })
  account_id!: string;

  @identifier('coup', described.coupon_id)
  coupon_id!: string;

  @text(described.code)
  code!: string;

  @flag(described.active)
  active!: boolean;

  @integer({ ...described.max_redemptions, nullable: true })
  max_redemptions!: number | null;

  @integer({ min: 0, max: 1_000_000_000, description: 'Uses that were paid for or redeemed.', example: 3 })
  times_redeemed!: number;

  @dateTime({ ...described.expires_at, nullable: true })
  expires_at!: string | null;

  @nested(() => RestrictionsAnswer, described.restrictions)
  restrictions!: RestrictionsAnswer;

  @freeObject(described.metadata)
  metadata!: JsonObject;

  @dateTime({ description: 'When it was created.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

export class ValidatedCodeAnswer {
  @flag({ description: 'Whether it can be used now, as far as the question says.', example: false })
  valid!: boolean;

  @text({
    max: 100,
    nullable: true,
    description: 'Why it cannot: promotion-not-found, promotion-expired, …; the codes that redeem is refused with.',
    example: 'promotion-expired',
  })
  error!: string | null;

  @nested(() => PromotionCodeAnswer, { nullable: true, description: 'The code, if there is one of this name.' })
  promotion_code!: PromotionCodeAnswer | null;
}

export const PromotionCodeList = listAnswerOf(PromotionCodeAnswer);
