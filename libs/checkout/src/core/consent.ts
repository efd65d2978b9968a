// Which fallback tiers may be charged without asking again: those that are in nothing worse than tier 0 (payments.md §7).
import type { TierAmounts } from './amounts';
import type { Session } from './checkout-session.state';
import type { LineItem } from './line-item';
import { offerId } from './offer';
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

/** A tier as the buyer sees it. */
export interface PricedTier {
  readonly amounts: TierAmounts;
  readonly lineItems: readonly LineItem[];
}

export const isMetered = ({ terms }: LineItem): boolean => terms.usageType === 'metered';

/** What is used is billed on top of every amount: only what the first tier bills in the very same way is agreed to with it. */
const metersMore = (first: readonly LineItem[], fallback: readonly LineItem[]): boolean =>
  fallback.some((item) => isMetered(item) && !first.some(({ priceKey }) => priceKey === item.priceKey));

/** True: charged only after a press of the button with this tier's own terms on it. */
export function needsConsent({ amounts: first, lineItems }: PricedTier, { amounts: fallback, ...shown }: PricedTier): boolean {
  if (fallback.totalAtom > first.totalAtom || fallback.recurring.length > first.recurring.length) return true;
  if (metersMore(lineItems, shown.lineItems)) return true;
  return !fallback.recurring.every((group, index) => {
    const counterpart = first.recurring[index];
    return counterpart !== undefined && isNotWorse(group, counterpart);
  });
}

/**
 * The tiers that one press may charge, whatever it says that it accepts: the one whose terms stood on the button, and after it those that
 * are in nothing worse than tier 0. So a dearer fallback is charged by a press of its own only.
 */
export const agreedTiers = (
  tiers: readonly PricedTier[],
  { firstTier, acceptedTiers }: { readonly firstTier: number; readonly acceptedTiers: readonly number[] },
): readonly number[] => {
  const [first] = tiers;
  const isAgreed = (tier: PricedTier, index: number) =>
    index === firstTier || (index > firstTier && first !== undefined && !needsConsent(first, tier));
  return tiers.flatMap((tier, index) => (acceptedTiers.includes(index) && isAgreed(tier, index) ? [index] : []));
};

/**
 * The fallback with worse terms that the latest attempt has ended with, while it is still what is sold; null: none. A press may begin with it
 * or with tier 0, and with no other: whoever could choose would choose the cheapest.
 */
export function tierOnOffer(session: Pick<Session, 'attempts' | 'tiers' | 'amounts'>): number | null {
  const latest = session.attempts.at(-1);
  return latest && latest.offerId === offerId(session) ? (latest.failed?.offeredTier ?? null) : null;
}

/** The tiers of a session, each as its buyer sees it. */
export const pricedTiers = ({ tiers, amounts }: Pick<Session, 'tiers' | 'amounts'>): readonly PricedTier[] =>
  amounts.tiers.map((own, index) => ({ amounts: own, lineItems: tiers[index]?.lineItems ?? [] }));
