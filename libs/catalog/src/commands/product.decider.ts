// The index of what a product can be asked: plain, but for what it refers to.
import { type Decider, type Decision, reject, rejectAll } from '@tillstream/event-sourcing';
import { undefinedCustomFields } from '../core/custom-fields';
import type { DefaultPriceFact, ProductCommand, ProductRejection } from '../core/product.commands';
import type { ProductEvent, ProductFields, ProductState } from '../core/product.fields';
import { product } from '../core/product.stream';

type ProductDecision = Decision<ProductEvent, ProductRejection>;

function decide(command: ProductCommand, state: ProductState): ProductDecision {
  switch (command.type) {
    case 'CreateProduct': {
      const { fields } = command; // a new product has no prices, so that none can be its default
      const refused = rejectAll(faultsIn(fields, { key: '', defaultPrice: fields.defaultPriceKey === null ? null : { productKey: null } }));
      return refused ?? product.decide({ type: 'Create', fields }, state);
    }
    case 'ChangeProduct':
      if (state.status !== 'present') return reject({ code: 'not-found' });
      return rejectAll(faultsIn(command.changes, command)) ?? product.decide({ type: 'Update', changes: command.changes }, state);
    case 'DeleteProduct':
      if (state.status === 'present' && command.hasActivePrices) return reject({ code: 'product-has-active-prices' });
      return product.decide({ type: 'Delete' }, state);
  }
}

function faultsIn(
  changes: Partial<ProductFields>,
  { key, defaultPrice }: { readonly key: string; readonly defaultPrice: DefaultPriceFact },
): readonly ProductRejection[] {
  const isOther = defaultPrice !== null && defaultPrice.productKey !== key;
  return [
    ...(isOther ? [{ code: 'price-not-of-product', loc: ['body', 'default_price_id'] } as const] : []),
    ...undefinedCustomFields(changes.customFields ?? {}),
  ];
}

export const productDecider: Decider<ProductState, ProductCommand, ProductEvent, ProductRejection> = { ...product, decide };
