// How the refusals of the catalog are answered.
import type { CustomerRejection, PriceRejection, ProductRejection } from '@tillstream/catalog';
import type { PlainRejection } from '@tillstream/event-sourcing';
import type { MessagesOf, ProblemsOf } from './problem';

type CatalogRejection = Exclude<ProductRejection | PriceRejection | CustomerRejection, PlainRejection>;

export const catalogProblems: ProblemsOf<CatalogRejection> = {
  'product-has-active-prices': {
    status: 400,
    title: 'The product has active prices',
    sentence: 'Switch its prices off first, then delete the product.',
  },
};

export const catalogMessages: MessagesOf<CatalogRejection> = {
  'price-not-of-product': 'names no price of this product',
  'custom-field-not-defined': 'is not defined for this kind of resource',
  'unknown-currency': 'is no currency that is in use',
  'interval-required': 'is required for a recurring price',
  'only-for-recurring': 'goes with a recurring price only',
  'unit-amount-required': 'is required for a price per unit',
  'only-without-tiers': 'does not go with tiers',
  'only-with-tiers': 'goes with billing_scheme tiered only',
  'tiers-required': 'is required for a tiered price',
  'tiers-not-rising': 'must be above the end of the tier before',
  'last-tier-has-end': 'must be null in the last tier',
  'product-not-found': 'names no product of this account',
  'price-not-found': 'names no price of this account',
  'customer-not-found': 'names no customer of this account',
};
