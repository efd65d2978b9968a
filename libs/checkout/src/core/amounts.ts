// What is owed, computed in `decide` only and written into the events as it stands (domain.md §6).
import type { CouponTerms } from '@tillstream/catalog/core';
import type { Discount } from './discount';
import { type LineAmount, lineAmounts } from './line-amounts';
import type { LineItem, Tier } from './line-item';
import { LARGEST_CHARGE_ATOM, sum } from './money';
import { type RecurringAmount, recurringAmounts } from './recurring-amounts';

export interface TierAmounts {
  /** Due now, before the discount. */
  readonly subtotalAtom: number;
  readonly discountAtom: number;
  /** Charged now. */
  readonly totalAtom: number;
  readonly lines: readonly LineAmount[];
  readonly recurring: readonly RecurringAmount[];
}

export interface Amounts {
  /** Lower case; null while there is no line item. */
  readonly currency: string | null;
  readonly tiers: readonly TierAmounts[];
}

export function amountsOf(tiers: readonly Tier[], discount: Discount | null): Amounts {
  const currency = tiers.flatMap((tier) => tier.lineItems)[0]?.terms.currency ?? null;
  return { currency, tiers: tiers.map(({ lineItems }) => tierAmounts(lineItems, couponFor(lineItems, discount))) };
}

/** What is due now before any discount: a minimum is compared with it. */
export const undiscountedAtom = (items: readonly LineItem[]): number => sum(lineAmounts(items, null).map((line) => line.dueNowAtom));

function couponFor(items: readonly LineItem[], discount: Discount | null): CouponTerms | null {
  if (discount === null) return null;
  return undiscountedAtom(items) >= (discount.minimumAmountAtom ?? 0) ? discount.terms : null;
}

function tierAmounts(items: readonly LineItem[], coupon: CouponTerms | null): TierAmounts {
  const lines = lineAmounts(items, coupon);
  const subtotalAtom = sum(lines.map((line) => line.dueNowAtom));
  const discountAtom = sum(lines.map((line) => line.discountAtom));
  return { subtotalAtom, discountAtom, totalAtom: subtotalAtom - discountAtom, lines, recurring: recurringAmounts(items, lines, coupon) };
}

/**
 * Tiers of which some charge could be too large, now or later. Also without the discount: it may end, or be taken away when the buyer
 * pays, and what is owed then must be chargeable too. An extension joins groups of which each alone was small enough.
 */
export function tooLargeTiers(tiers: readonly Tier[], discount: Discount | null): readonly number[] {
  const ways = [amountsOf(tiers, null), ...(discount === null ? [] : [amountsOf(tiers, discount)])];
  const isTooLarge = (index: number) => ways.some((amounts) => largestCharge(amounts.tiers[index]) > LARGEST_CHARGE_ATOM);
  return tiers.flatMap((_, index) => (isTooLarge(index) ? [index] : []));
}

const largestCharge = (tier: TierAmounts | undefined): number =>
  Math.max(tier?.totalAtom ?? 0, ...(tier?.recurring ?? []).map((group) => group.amountAtom));
