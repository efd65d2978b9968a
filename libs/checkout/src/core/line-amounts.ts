// What each line of a tier comes to: its price, its part of what is due now, and its part of the discount.
import type { CouponTerms } from '@tillstream/catalog/core';
import { amountOff, appliesTo, trialDaysOf } from './discount';
import type { LineItem } from './line-item';
import { splitByKey, sum } from './money';
import { priceOf } from './price-of';

export interface LineAmount {
  readonly lineKey: string;
  /** Unit prices × quantity, before any discount, for one period if it recurs. */
  readonly subtotalAtom: number;
  /** Taken off its part of what is due now. */
  readonly discountAtom: number;
  /** Its part of what is due now, before the discount: 0 for a line on trial. */
  readonly dueNowAtom: number;
}

/** @param coupon null: none, or none for this tier */
export function lineAmounts(items: readonly LineItem[], coupon: CouponTerms | null): readonly LineAmount[] {
  const lines = items.map((item) => ({ item, ...undiscounted(item, coupon) }));
  const eligible = coupon === null ? [] : lines.filter(({ item }) => appliesTo(coupon, item));
  const off = coupon === null ? 0 : amountOff(coupon, sum(eligible.map((line) => line.dueNowAtom)));
  const parts = splitByKey(
    off,
    eligible.map(({ lineKey, dueNowAtom }) => ({ key: lineKey, weight: dueNowAtom })),
  );
  return lines.map(({ item: _item, ...line }) => ({ ...line, discountAtom: parts.get(line.lineKey) ?? 0 }));
}

function undiscounted(item: LineItem, coupon: CouponTerms | null): Omit<LineAmount, 'discountAtom'> {
  const subtotalAtom = priceOf(item.terms, item.quantity);
  const isOnTrial = item.terms.pricingType === 'recurring' && trialDaysOf(item, coupon) > 0;
  return { lineKey: item.key, subtotalAtom, dueNowAtom: isOnTrial ? 0 : subtotalAtom };
}
