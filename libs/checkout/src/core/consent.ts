// Which fallback tiers may be charged without asking again: those that are in nothing worse than tier 0 (payments.md §7).
import type { TierAmounts } from './amounts';
import type { RecurringAmount } from './recurring-amounts';

/** Of the payments that a discount holds for; it comes from one coupon, so it ends in every tier alike. */
const discountedAtom = ({ amountAtom, discount }: RecurringAmount): number => amountAtom - (discount?.amountAtom ?? 0);

const isNotWorse = (fallback: RecurringAmount, first: RecurringAmount): boolean =>
  fallback.interval === first.interval &&
  fallback.intervalCount === first.intervalCount &&
  fallback.amountAtom <= first.amountAtom &&
  discountedAtom(fallback) <= discountedAtom(first) &&
  fallback.trialDays >= first.trialDays &&
  (fallback.contractTermMultiple ?? 0) <= (first.contractTermMultiple ?? 0) &&
  (fallback.autoRenew ?? true) === (first.autoRenew ?? true);

/** True: charged only after a press of the button with this tier's own terms on it. */
export function needsConsent(first: TierAmounts, fallback: TierAmounts): boolean {
  if (fallback.totalAtom > first.totalAtom || fallback.recurring.length > first.recurring.length) return true;
  return !fallback.recurring.every((group, index) => {
    const counterpart = first.recurring[index];
    return counterpart !== undefined && isNotWorse(group, counterpart);
  });
}
