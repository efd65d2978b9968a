import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { CouponRejection } from '../core/coupon.commands';
import { couponStatus } from '../core/coupon-status';
import type { CouponEvent, CouponFields } from '../core/coupon.fields';
import { couponDecider } from './coupon.decider';

const given = scenariosFor(couponDecider);
const NOW = Date.UTC(2030, 0, 1);
const DAY = 86_400_000;
const fields: CouponFields = {
  discountType: 'percent_off', amountAtomOff: null, percentOff: 20, trialDaysOff: null, currency: null, duration: 'once', durationInMonths: null,
  productKeys: [], name: 'Sale', isActive: true, maxRedemptions: null, validFrom: null, validUntil: null, metadata: {},
}; // prettier-ignore
const amount = { discountType: 'amount_off', percentOff: null, amountAtomOff: 500, currency: 'usd' } as const;
const created = (changes: Partial<CouponFields> = {}): CouponEvent => ({ type: 'CouponCreated', data: { ...fields, ...changes } });
const deleted: CouponEvent = { type: 'CouponDeleted', data: {} };

const create = (changes: Partial<CouponFields> = {}, validityPeriodDays: number | null = null) =>
  ({ type: 'CreateCoupon', wish: { fields: { ...fields, ...changes }, validityPeriodDays }, productsExist: [], now: NOW }) as const;
const change = (changes: Partial<CouponFields>) => ({ type: 'ChangeCoupon', changes }) as const;
const at = (code: string, name: string) => ({ code, loc: ['body', name] }) as CouponRejection;

describe('a new coupon', () => {
  it.each<[string, Partial<CouponFields>]>([
    ['a percentage', {}],
    ['an amount', amount],
    ['a longer trial', { discountType: 'trial_extension', percentOff: null, trialDaysOff: 14 }],
    ['some months', { duration: 'repeating', durationInMonths: 3 }],
  ])('takes off %s', (_, changes) => given().when(create(changes)).then(created(changes)));

  it.each<[string, Partial<CouponFields>, readonly [string, string][]]>([
    [
      'what its type needs',
      { discountType: 'amount_off', percentOff: null },
      [
        ['required-for-discount-type', 'amount_atom_off'],
        ['required-for-discount-type', 'currency'],
      ],
    ],
    [
      'nothing of another type',
      { amountAtomOff: 1, trialDaysOff: 1, currency: 'usd' },
      [
        ['not-for-discount-type', 'amount_atom_off'],
        ['not-for-discount-type', 'currency'],
        ['not-for-discount-type', 'trial_days_off'],
      ],
    ],
    ['a currency that is one', { ...amount, currency: 'zzz' }, [['unknown-currency', 'currency']]],
    ['months to repeat in', { duration: 'repeating' }, [['required-for-repeating', 'duration_in_months']]],
    ['no months else', { duration: 'forever', durationInMonths: 3 }, [['only-for-repeating', 'duration_in_months']]],
    ['an end after its beginning', { validFrom: NOW, validUntil: NOW }, [['ends-before-it-begins', 'valid_until']]],
  ])('needs %s', (_, changes, faults) => {
    const [first, ...more] = faults.map(([code, name]) => at(code, name));
    if (first)
      given()
        .when(create(changes))
        .rejected(first, ...more);
  });

  it('counts its days from its beginning, or from now', () => {
    given()
      .when(create({ validFrom: NOW + DAY }, 30))
      .then(created({ validFrom: NOW + DAY, validUntil: NOW + 31 * DAY }));
    given()
      .when(create({}, 30))
      .then(created({ validUntil: NOW + 30 * DAY }));
  });
  it('has one end', () =>
    given()
      .when(create({ validUntil: NOW + DAY }, 30))
      .rejected(at('validity-given-twice', 'validity_period_days')));
  it('names products that are there', () =>
    given()
      .when({ ...create({ productKeys: ['a', 'b'] }), productsExist: [true, false] })
      .rejected({ code: 'product-not-found', loc: ['body', 'product_ids', 1] }));
});

describe('a coupon', () => {
  it('changes in what is sent', () =>
    given(created())
      .when(change({ isActive: false, maxRedemptions: 5 }))
      .then({ type: 'CouponUpdated', data: { isActive: false, maxRedemptions: 5 } }));
  it('does not end before it begins', () =>
    given(created({ validFrom: NOW }))
      .when(change({ validUntil: NOW }))
      .rejected(at('ends-before-it-begins', 'valid_until')));
  it('is deleted once, and then is not there', () => {
    given(created()).when({ type: 'DeleteCoupon' }).then(deleted);
    given(created(), deleted)
      .when(change({ name: 'Back' }))
      .rejected({ code: 'not-found' });
  });
});

describe('its status', () => {
  const used = { open: 0, confirmed: 2 };
  const of = (changes: Partial<CouponFields>, tally = used) =>
    couponStatus({ status: 'present', fields: { ...fields, ...changes } }, NOW, tally);

  it('says why it cannot be applied', () => {
    expect(couponStatus({ status: 'deleted', fields: { ...fields, isActive: false } }, NOW, used)).toBe('deleted');
    expect(of({ isActive: false, validUntil: NOW })).toBe('inactive');
    expect(of({ validUntil: NOW, maxRedemptions: 2 })).toBe('expired');
    expect(of({ maxRedemptions: 2 })).toBe('exhausted');
    expect(of({ validUntil: NOW + 1, maxRedemptions: 3 })).toBe('active');
  });
  it('does not count what is only reserved, nor what nobody knows', () => {
    expect(of({ maxRedemptions: 2 }, { open: 2, confirmed: 1 })).toBe('active');
    expect(couponStatus({ status: 'present', fields: { ...fields, maxRedemptions: 1 } }, NOW)).toBe('active');
  });
});
