// The index of what a product can be asked: plain, but for what it refers to.
import { type Decider, type Decision, reject, rejectAll } from '@tillstream/event-sourcing';
import { customFieldFaults } from '../core/custom-field.faults';
import { changedCustomFields, customFieldsAfter } from '../core/custom-fields';
import type { ProductCommand, ProductRejection } from '../core/product.commands';
import type { ProductEvent, ProductState } from '../core/product.fields';
import { product } from '../core/product.stream';

type ProductDecision = Decision<ProductEvent, ProductRejection>;

const notItsPrice = { code: 'price-not-of-product', loc: ['body', 'default_price_id'] } as const;

function decide(command: ProductCommand, state: ProductState): ProductDecision {
  switch (command.type) {
    case 'CreateProduct': {
      const { fields, customFields } = command;
      const refused = rejectAll([
        ...(fields.defaultPriceKey === null ? [] : [notItsPrice]), // a new product has no prices, so that none can be its default
        ...customFieldFaults(customFields),
      ]);
      return refused ?? product.decide({ type: 'Create', fields: { ...fields, customFields: customFieldsAfter({}, customFields) } }, state);
    }
    case 'ChangeProduct': {
      if (state.status !== 'present') return reject({ code: 'not-found' });
      const { key, changes, defaultPrice, customFields } = command;
      const present = state.fields.customFields;
      const refused = rejectAll([
        ...(defaultPrice !== null && defaultPrice.productKey !== key ? [notItsPrice] : []),
        ...customFieldFaults(customFields, present),
      ]);
      return refused ?? product.decide({ type: 'Update', changes: { ...changes, ...changedCustomFields(present, customFields) } }, state);
    }
    case 'DeleteProduct':
      if (state.status === 'present' && command.hasActivePrices) return reject({ code: 'product-has-active-prices' });
      return product.decide({ type: 'Delete' }, state);
  }
}

export const productDecider: Decider<ProductState, ProductCommand, ProductEvent, ProductRejection> = { ...product, decide };
