// What can be asked of a price, what it depends on, and why it may be refused.
import type { Loc, PlainRejection } from '@tillstream/event-sourcing';
import type { CustomFieldFault } from './custom-field.faults';
import type { WantedCustomFields } from './custom-fields';
import type { PriceFields, PriceWish } from './price.fields';

export type ChangeablePriceFields = Pick<PriceFields, 'isActive' | 'name' | 'unitLabel' | 'metadata'>;
export type ChangeablePriceWish = ChangeablePriceFields & Pick<PriceWish, 'customFields'>;

/** What a new price refers to, looked up. */
export interface PriceFacts {
  readonly productExists: boolean;
  /** In the order in which the price names them. */
  readonly prerequisitesExist: readonly boolean[];
  readonly customersExist: readonly boolean[];
}

export type PriceCommand =
  | {
      readonly type: 'CreatePrice';
      readonly fields: Omit<PriceFields, 'customFields'>;
      readonly customFields: WantedCustomFields;
      readonly facts: PriceFacts;
    }
  | {
      readonly type: 'ChangePrice';
      readonly changes: Partial<ChangeablePriceFields>;
      /** Absent: they stay as they are. */
      readonly customFields?: WantedCustomFields;
    };

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
  | CustomFieldFault;
