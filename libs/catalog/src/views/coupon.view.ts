// Coupons by creation: `all` that are there, `every` one with the deleted, `limited` ones, `word:<word>` by the words of the name.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import type { CouponEvent, CouponState } from '../core/coupon.fields';
import { coupon } from '../core/coupon.stream';
import { wordsOf } from '../core/words';

export const couponsNamed = (word: string): string => `word:${word}`;
export const LIMITED_COUPONS = 'limited';

export const couponView: View<CouponState, CouponEvent> = {
  type: coupon,
  contributions: ({ state, createdAt }) => {
    if (state.status === 'absent') return contributesNothing;
    if (state.status === 'deleted') return { ...contributesNothing, indexes: { every: createdAt } };
    const { name, maxRedemptions } = state.fields;
    const names = ['all', 'every', ...(maxRedemptions === null ? [] : [LIMITED_COUPONS]), ...wordsOf(name ?? '').map(couponsNamed)];
    return { ...contributesNothing, indexes: Object.fromEntries(names.map((index) => [index, createdAt])) };
  },
};
