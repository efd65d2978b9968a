// The index of what a coupon can be asked. Its terms never change: sessions have copied them.
import { type Decider, type Decision, type Instant, reject, rejectAll } from '@tillstream/event-sourcing';
import type { CouponCommand, CouponRejection, NewCoupon } from '../core/coupon.commands';
import type { CouponEvent, CouponFields, CouponState } from '../core/coupon.fields';
import { coupon } from '../core/coupon.stream';
import { couponTermsFaults, validityFaults } from '../core/coupon-terms.faults';

const DAY_MS = 86_400_000;

function decide(command: CouponCommand, state: CouponState): Decision<CouponEvent, CouponRejection> {
  switch (command.type) {
    case 'CreateCoupon': {
      const { wish, productsExist, now } = command;
      const refused = rejectAll([...couponTermsFaults(wish), ...missing(productsExist)]);
      return refused ?? coupon.decide({ type: 'Create', fields: withEnd(wish, now) }, state);
    }
    case 'ChangeCoupon': {
      const { changes } = command;
      if (state.status !== 'present') return reject({ code: 'not-found' });
      const faults = changes.validUntil === undefined ? [] : validityFaults({ ...state.fields, validUntil: changes.validUntil });
      return rejectAll(faults) ?? coupon.decide({ type: 'Update', changes }, state);
    }
    case 'DeleteCoupon':
      return coupon.decide({ type: 'Delete' }, state);
  }
}

const withEnd = ({ fields, validityPeriodDays }: NewCoupon, now: Instant): CouponFields =>
  validityPeriodDays === null ? fields : { ...fields, validUntil: (fields.validFrom ?? now) + validityPeriodDays * DAY_MS };

const missing = (productsExist: readonly boolean[]): readonly CouponRejection[] =>
  productsExist.flatMap((exists, index) => (exists ? [] : [{ code: 'product-not-found', loc: ['body', 'product_ids', index] }]));

export const couponDecider: Decider<CouponState, CouponCommand, CouponEvent, CouponRejection> = { ...coupon, decide };
