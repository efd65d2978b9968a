// Prices by creation: `all`, those of a product (and its active ones), those that have another as a prerequisite; and how many a product has.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import { customFieldCounters } from '../core/custom-field-counters';
import type { PriceEvent, PriceState } from '../core/price.fields';
import { price } from '../core/price.stream';

export const pricesOfProduct = (productKey: string): string => `product:${productKey}`;
export const activePricesOfProduct = (productKey: string): string => `active-of:${productKey}`;
export const addOnsOfPrice = (priceKey: string): string => `add-on:${priceKey}`;
/** Counter. */
export const priceCountOfProduct = (productKey: string): string => `prices-of:${productKey}`;

export const priceView: View<PriceState, PriceEvent> = {
  type: price,
  contributions: ({ state, createdAt }) => {
    if (state.status !== 'present') return contributesNothing;
    const { productKey, isActive, prerequisitePriceKeys, customFields } = state.fields;
    const names = [
      'all',
      pricesOfProduct(productKey),
      ...(isActive ? [activePricesOfProduct(productKey)] : []),
      ...prerequisitePriceKeys.map(addOnsOfPrice),
    ];
    return {
      indexes: Object.fromEntries(names.map((name) => [name, createdAt])),
      counters: { [priceCountOfProduct(productKey)]: 1, ...customFieldCounters(customFields) },
      due: null,
    };
  },
};
