// The stream of a coupon: plain (created, updated, deleted). How often it was used is counted in `couponSlots-`.
import { plainResource } from '@tillstream/event-sourcing';
import type { CouponFields } from './coupon.fields';

export const coupon = plainResource<CouponFields, 'Coupon'>('coupon', 'Coupon');
