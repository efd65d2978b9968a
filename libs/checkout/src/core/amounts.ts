// What is owed, computed in `decide` only and written into the events as it stands (domain.md §6).
import type { Interval, PriceTerms } from '@tillstream/catalog/core';
import type { LineItem, Tier } from './line-item';
import { sum, times } from './money';

export interface LineAmount {
  readonly lineKey: string;
  /** Unit prices × quantity, before any discount, for one period if it recurs. */
  readonly subtotalAtom: number;
  readonly discountAtom: number;
  /** Part of what is charged now: 0 for a line on trial. */
  readonly dueNowAtom: number;
}

/** Recurring lines equal in all terms become one subscription. */
export interface RecurringAmount {
  readonly interval: Interval;
  readonly intervalCount: number;
  readonly trialDays: number;
  readonly contractTermMultiple: number | null;
  readonly autoRenew: boolean | null;
  /** Per period, from the first paid one on. */
  readonly amountAtom: number;
  readonly lineKeys: readonly string[];
}

export interface TierAmounts {
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

export const noAmounts: Amounts = { currency: null, tiers: [{ subtotalAtom: 0, discountAtom: 0, totalAtom: 0, lines: [], recurring: [] }] };

/** The price of `quantity` units for one purchase or one period. */
export function priceOf(terms: PriceTerms, quantity: number): number {
  if (terms.usageType === 'metered') return 0; // billed by what is used later
  const units = terms.quantityDivisor ? Math.ceil(quantity / terms.quantityDivisor) : quantity;
  if (terms.billingScheme === 'per_unit' || !terms.tiers) return times(terms.unitAmountAtom ?? 0, units);
  return terms.tiers.mode === 'volume' ? volumePrice(terms.tiers.tiers, units) : graduatedPrice(terms.tiers.tiers, units);
}

type PriceTier = NonNullable<PriceTerms['tiers']>['tiers'][number];

/** All units at the reached tier's price, plus that tier's flat amount. */
function volumePrice(tiers: readonly PriceTier[], units: number): number {
  const reached = tiers.find((tier) => tier.upTo === null || units <= tier.upTo) ?? tiers.at(-1);
  return reached ? sum([times(reached.unitAmountAtom, units), reached.flatAmountAtom ?? 0]) : 0;
}

/** Each unit at its own tier's price, plus the flat amounts of all tiers reached. */
function graduatedPrice(tiers: readonly PriceTier[], units: number): number {
  let below = 0;
  return sum(
    tiers.map((tier) => {
      const inTier = Math.max(0, Math.min(units, tier.upTo ?? units) - below);
      below = Math.min(units, tier.upTo ?? units);
      return inTier > 0 ? sum([times(tier.unitAmountAtom, inTier), tier.flatAmountAtom ?? 0]) : 0;
    }),
  );
}

export function amountsOf(tiers: readonly Tier[]): Amounts {
  const currency = tiers.flatMap((tier) => tier.lineItems)[0]?.terms.currency ?? null;
  return { currency, tiers: tiers.map(tierAmounts) };
}

function tierAmounts(tier: Tier): TierAmounts {
  const lines = tier.lineItems.map(lineAmount);
  return {
    subtotalAtom: sum(lines.map((line) => line.dueNowAtom)),
    discountAtom: 0,
    totalAtom: sum(lines.map((line) => line.dueNowAtom)),
    lines,
    recurring: recurringAmounts(tier, lines),
  };
}

function lineAmount({ key, terms, quantity }: LineItem): LineAmount {
  const subtotalAtom = priceOf(terms, quantity);
  const onTrial = terms.pricingType === 'recurring' && terms.trialDays > 0;
  return { lineKey: key, subtotalAtom, discountAtom: 0, dueNowAtom: onTrial ? 0 : subtotalAtom };
}

function recurringAmounts(tier: Tier, lines: readonly LineAmount[]): readonly RecurringAmount[] {
  const groups = new Map<string, RecurringAmount>();
  tier.lineItems.forEach(({ key, terms }, index) => {
    if (terms.pricingType !== 'recurring' || !terms.recurring) return;
    const { interval, count: intervalCount } = terms.recurring;
    const same = [interval, intervalCount, terms.trialDays, terms.contractTermMultiple, terms.autoRenew].join('/');
    const group = groups.get(same) ?? {
      interval,
      intervalCount,
      trialDays: terms.trialDays,
      contractTermMultiple: terms.contractTermMultiple,
      autoRenew: terms.autoRenew,
      amountAtom: 0,
      lineKeys: [],
    };
    const amountAtom = sum([group.amountAtom, lines[index]?.subtotalAtom ?? 0]);
    groups.set(same, { ...group, amountAtom, lineKeys: [...group.lineKeys, key] });
  });
  return [...groups.values()];
}
