// What a price is made of, as its events hold it. The terms (everything that an amount depends on) never change once the price is there.
import type { JsonObject, PlainEvent, PlainState } from '@tillstream/event-sourcing';
import type { CustomFields, CustomFieldsWish } from './custom-fields';

export const PRICING_TYPES = ['one_time', 'recurring'] as const;
export type PricingType = (typeof PRICING_TYPES)[number];

export const INTERVALS = ['day', 'week', 'month', 'year'] as const;
export type Interval = (typeof INTERVALS)[number];

export const USAGE_TYPES = ['licensed', 'metered'] as const;
export type UsageType = (typeof USAGE_TYPES)[number];

export const BILLING_SCHEMES = ['per_unit', 'tiered'] as const;
export type BillingScheme = (typeof BILLING_SCHEMES)[number];

export const TIER_MODES = ['volume', 'graduated'] as const;
export type TierMode = (typeof TIER_MODES)[number];

export interface Recurring {
  readonly interval: Interval;
  /** Whole intervals per period, at least 1. */
  readonly count: number;
}

export interface PriceTier {
  /** Last unit of this tier; null: no end. Strictly rising, null only in the last one. */
  readonly upTo: number | null;
  readonly unitAmountAtom: number;
  /** Once, when the tier is reached; null: nothing. */
  readonly flatAmountAtom: number | null;
}

export interface TierTable {
  readonly mode: TierMode;
  readonly tiers: readonly PriceTier[];
}

export interface PriceFields {
  readonly productKey: string;
  readonly name: string | null;
  readonly isActive: boolean;
  readonly unitLabel: string | null;
  /** ISO 4217, lower case. */
  readonly currency: string;
  readonly pricingType: PricingType;
  /** Null exactly when `pricingType` is `one_time`. */
  readonly recurring: Recurring | null;
  readonly autoRenew: boolean | null;
  /** Periods that the buyer is bound for; null: none. */
  readonly contractTermMultiple: number | null;
  readonly trialDays: number;
  readonly usageType: UsageType;
  readonly meteredId: string | null;
  readonly billingScheme: BillingScheme;
  /** Per unit, in the currency's smallest unit; null exactly when tiered. */
  readonly unitAmountAtom: number | null;
  readonly tiers: TierTable | null;
  /** The quantity counts as ⌈quantity / divisor⌉. */
  readonly quantityDivisor: number | null;
  readonly prerequisitePriceKeys: readonly string[];
  /** Sold to these customers only; empty: to everybody. */
  readonly exclusiveCustomerKeys: readonly string[];
  readonly metadata: JsonObject;
  readonly customFields: CustomFields;
}

/** As a request describes it. */
export interface PriceWish extends Omit<PriceFields, 'customFields'> {
  readonly customFields: CustomFieldsWish;
}

export type PriceEvent = PlainEvent<'Price', PriceFields>;
export type PriceState = PlainState<PriceFields>;
