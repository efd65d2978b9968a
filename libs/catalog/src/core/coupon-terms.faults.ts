// Whether what a new coupon says makes sense together. Each fault names the field of the request that is to blame.
import type { CouponTermsRejection, NewCoupon } from './coupon.commands';
import type { CouponFields, DiscountType } from './coupon.fields';
import { isCurrency } from './currency';

type Faults = readonly CouponTermsRejection[];
type TypedField = 'amountAtomOff' | 'currency' | 'percentOff' | 'trialDaysOff';

/** Which type each of these goes with, and is required for. */
const TYPE_OF: readonly (readonly [TypedField, DiscountType, string])[] = [
  ['amountAtomOff', 'amount_off', 'amount_atom_off'],
  ['currency', 'amount_off', 'currency'],
  ['percentOff', 'percent_off', 'percent_off'],
  ['trialDaysOff', 'trial_extension', 'trial_days_off'],
];

export const couponTermsFaults = ({ fields, validityPeriodDays }: NewCoupon): Faults => [
  ...TYPE_OF.flatMap(([field, type, name]) => typeFault(fields.discountType === type, fields[field] !== null, name)),
  ...(fields.currency !== null && !isCurrency(fields.currency) ? [{ code: 'unknown-currency', loc: ['body', 'currency'] } as const] : []),
  ...monthsFaults(fields),
  ...(fields.validUntil !== null && validityPeriodDays !== null
    ? [{ code: 'validity-given-twice', loc: ['body', 'validity_period_days'] } as const]
    : []),
  ...validityFaults(fields),
];

function typeFault(isOfType: boolean, isGiven: boolean, name: string): Faults {
  if (isOfType === isGiven) return [];
  return [{ code: isOfType ? 'required-for-discount-type' : 'not-for-discount-type', loc: ['body', name] }];
}

function monthsFaults({ duration, durationInMonths }: CouponFields): Faults {
  const loc = ['body', 'duration_in_months'];
  if (duration === 'repeating') return durationInMonths === null ? [{ code: 'required-for-repeating', loc }] : [];
  return durationInMonths === null ? [] : [{ code: 'only-for-repeating', loc }];
}

export const validityFaults = ({ validFrom, validUntil }: Pick<CouponFields, 'validFrom' | 'validUntil'>): Faults =>
  validFrom !== null && validUntil !== null && validUntil <= validFrom
    ? [{ code: 'ends-before-it-begins', loc: ['body', 'valid_until'] }]
    : [];
