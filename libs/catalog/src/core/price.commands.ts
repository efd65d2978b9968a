// What can be asked of a price, what it depends on, and why it may be refused.
import type { Loc, PlainRejection } from '@tillstream/event-sourcing';
import type { UndefinedCustomField } from './custom-fields';
import type { PriceFields } from './price.fields';

export type ChangeablePriceFields = Pick<PriceFields, 'isActive' | 'name' | 'unitLabel' | 'metadata' | 'customFields'>;

/** What a new price refers to, looked up. */
export interface PriceFacts {
  readonly productExists: boolean;
  /** In the order in which the price names them. */
  readonly prerequisitesExist: readonly boolean[];
  readonly customersExist: readonly boolean[];
}

export type PriceCommand =
  | { readonly type: 'CreatePrice'; readonly fields: PriceFields; readonly facts: PriceFacts }
  | { readonly type: 'ChangePrice'; readonly changes: Partial<ChangeablePriceFields> };

export type PriceTermsRejection =
  | { readonly code: 'unknown-currency'; readonly loc: Loc }
  | { readonly code: 'interval-required'; readonly loc: Loc }
  | { readonly code: 'only-for-recurring'; readonly loc: Loc }
  | { readonly code: 'unit-amount-required'; readonly loc: Loc }
  | { readonly code: 'only-without-tiers'; readonly loc: Loc }
  | { readonly code: 'only-with-tiers'; readonly loc: Loc }
  | { readonly code: 'tiers-required'; readonly loc: Loc }
  | { readonly code: 'tiers-not-rising'; readonly loc: Loc }
  | { readonly code: 'last-tier-has-end'; readonly loc: Loc };

export type PriceRejection =
  | PlainRejection
  | PriceTermsRejection
  | { readonly code: 'product-not-found'; readonly loc: Loc }
  | { readonly code: 'price-not-found'; readonly loc: Loc }
  | { readonly code: 'customer-not-found'; readonly loc: Loc }
  | UndefinedCustomField;
