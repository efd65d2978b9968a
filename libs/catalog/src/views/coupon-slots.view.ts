// How often a coupon and its codes were used, to be read beside them: under the coupon's own key, in no list.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import type { CouponSlotsEvent } from '../core/coupon-slots.events';
import { couponSlots, type CouponSlotsState } from '../core/coupon-slots.state';

export const couponSlotsView: View<CouponSlotsState, CouponSlotsEvent> = { type: couponSlots, contributions: () => contributesNothing };
