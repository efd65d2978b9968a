// Promotion codes by creation: `all` that are there, those of a coupon, and those by what buyers type.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import type { PromotionCodeEvent, PromotionCodeState } from '../core/promotion-code.fields';
import { normalizedCode, promotionCode } from '../core/promotion-code.stream';

export const codesOfCoupon = (couponKey: string): string => `coupon:${couponKey}`;
export const codesNamed = (code: string): string => `code:${normalizedCode(code)}`;

export const promotionCodeView: View<PromotionCodeState, PromotionCodeEvent> = {
  type: promotionCode,
  contributions: ({ state, createdAt }) => {
    if (state.status !== 'present') return contributesNothing;
    const names = ['all', codesOfCoupon(state.fields.couponKey), codesNamed(state.fields.code)];
    return { ...contributesNothing, indexes: Object.fromEntries(names.map((index) => [index, createdAt])) };
  },
};
