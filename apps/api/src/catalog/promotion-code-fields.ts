// From the names of a request to a promotion code of the catalog, and to a question about one.
import type { ChangeablePromotionCodeFields, NewPromotionCode, PromotionQuestion } from '@tillstream/catalog';
import { type Changed, changesOf } from '../http/changes';
import { instantOf } from '../http/fields/date-time';
import { decimalText } from '../http/fields/decimal-amount.field';
import type { HttpEdge } from '../http/http-edge';
import type { CreatePromotionCodeBody, PromotionQuestionBody, UpdatePromotionCodeBody } from './promotion-code.dto';

const textOrNull = (amount: number | string | null | undefined): string | null => (amount == null ? null : decimalText(amount));

export const newPromotionCodeOf = (body: CreatePromotionCodeBody, edge: HttpEdge): NewPromotionCode => ({
  couponKey: edge.reference('coup', body.coupon_id),
  code: body.code,
  restrictions: {
    firstTimeTransaction: body.restrictions?.first_time_transaction ?? false,
    minimumAmount: textOrNull(body.restrictions?.minimum_amount),
    minimumAmountCurrency: body.restrictions?.minimum_amount_currency?.toLowerCase() ?? null,
  },
  isActive: true,
  maxRedemptions: null,
  expiresAt: null,
  metadata: {},
  ...promotionCodeChangesOf(body),
});

export const promotionCodeChangesOf = (body: UpdatePromotionCodeBody): Changed<ChangeablePromotionCodeFields> =>
  changesOf<ChangeablePromotionCodeFields>({
    isActive: [body.active, true],
    maxRedemptions: [body.max_redemptions, null],
    expiresAt: [typeof body.expires_at === 'string' ? instantOf(body.expires_at) : body.expires_at, null],
    metadata: [body.metadata, {}],
  });

export const questionOf = (body: PromotionQuestionBody, edge: HttpEdge): Omit<PromotionQuestion, 'accountId' | 'hasBoughtBefore'> => ({
  code: body.code,
  customerKey: body.customer_id == null ? null : edge.reference('cus', body.customer_id),
  orderAmount: textOrNull(body.order_amount),
  orderCurrency: body.order_currency?.toLowerCase() ?? null,
});
