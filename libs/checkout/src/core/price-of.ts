// What a quantity of one price comes to, by its billing scheme, for one purchase or one period.
import type { PriceTerms } from '@tillstream/catalog/core';
import { sum, times } from './money';

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
