// The terms of a price as they are copied into a session's line item: all that an amount, a period or a subscription follows from.
// Part of the storage format of sessions: fields may be added, never changed.
import type { BillingScheme, PriceFields, PricingType, Recurring, TierTable, UsageType } from './price.fields';
import type { ProductFields } from './product.fields';

export interface PriceTerms {
  readonly productKey: string;
  readonly productName: string;
  /** The price's own name. */
  readonly name: string | null;
  /** ISO 4217, lower case. */
  readonly currency: string;
  readonly pricingType: PricingType;
  /** Null exactly when `one_time`. */
  readonly recurring: Recurring | null;
  readonly autoRenew: boolean | null;
  readonly contractTermMultiple: number | null;
  readonly trialDays: number;
  readonly usageType: UsageType;
  readonly billingScheme: BillingScheme;
  /** Null exactly when tiered. */
  readonly unitAmountAtom: number | null;
  readonly tiers: TierTable | null;
  readonly quantityDivisor: number | null;
}

export const priceTermsOf = (price: PriceFields, product: Pick<ProductFields, 'name'>): PriceTerms => ({
  productKey: price.productKey,
  productName: product.name,
  name: price.name,
  currency: price.currency,
  pricingType: price.pricingType,
  recurring: price.recurring,
  autoRenew: price.autoRenew,
  contractTermMultiple: price.contractTermMultiple,
  trialDays: price.trialDays,
  usageType: price.usageType,
  billingScheme: price.billingScheme,
  unitAmountAtom: price.unitAmountAtom,
  tiers: price.tiers,
  quantityDivisor: price.quantityDivisor,
});
