// What a coupon's terms do to line items: which of them it is for, how much it takes off a sum, and the days it adds to trials.
import type { CouponTerms } from '@tillstream/catalog/core';
import type { LineItem } from './line-item';
import { shareHalfUp } from './money';

/** As much of a promotion as amounts follow from. */
export interface Discount {
  readonly terms: CouponTerms;
  /** In the currency of the line items; a tier below it gets no discount. Null: no minimum. */
  readonly minimumAmountAtom: number | null;
}

/** The coupon's products, or every line where it names none. */
export const isEligible = ({ productKeys }: CouponTerms, { terms }: LineItem): boolean =>
  productKeys.length === 0 || productKeys.includes(terms.productKey);

/** Whether it could change anything about this line. An amount off is for one currency, an extension for what recurs. */
export function appliesTo(coupon: CouponTerms, item: LineItem): boolean {
  if (!isEligible(coupon, item)) return false;
  if (coupon.discountType === 'trial_extension') return item.terms.pricingType === 'recurring';
  return coupon.discountType === 'percent_off' || coupon.currency === item.terms.currency;
}

/** Of what is eligible in one charge: a percentage rounded half up once, on the sum; an amount at most the sum. Extensions take nothing off. */
export function amountOff(coupon: CouponTerms, eligibleAtom: number): number {
  switch (coupon.discountType) {
    case 'percent_off':
      return shareHalfUp(eligibleAtom, coupon.percentOff ?? 0, 100);
    case 'amount_off':
      return Math.min(coupon.amountAtomOff ?? 0, eligibleAtom);
    case 'trial_extension':
      return 0;
  }
}

/** Days before a recurring line's first paid period; an extension also begins a trial where there was none. */
export function trialDaysOf(item: LineItem, coupon: CouponTerms | null): number {
  const isExtended = coupon?.discountType === 'trial_extension' && appliesTo(coupon, item);
  return item.terms.trialDays + (isExtended ? (coupon.trialDaysOff ?? 0) : 0);
}
