// The index of what a price can be asked. Its terms never change; what may change is plain.
import { type Decider, type Decision, reject, rejectAll } from '@tillstream/event-sourcing';
import { customFieldFaults } from '../core/custom-field.faults';
import { changedCustomFields, customFieldsAfter } from '../core/custom-fields';
import type { PriceCommand, PriceFacts, PriceRejection } from '../core/price.commands';
import type { PriceEvent, PriceState } from '../core/price.fields';
import { price } from '../core/price.stream';
import { priceTermsFaults } from '../core/price-terms.faults';

function decide(command: PriceCommand, state: PriceState): Decision<PriceEvent, PriceRejection> {
  switch (command.type) {
    case 'CreatePrice': {
      const { fields, customFields, facts } = command;
      const refused = rejectAll([...missing(facts), ...priceTermsFaults(fields), ...customFieldFaults(customFields)]);
      return refused ?? price.decide({ type: 'Create', fields: { ...fields, customFields: customFieldsAfter({}, customFields) } }, state);
    }
    case 'ChangePrice': {
      if (state.status !== 'present') return reject({ code: 'not-found' });
      const { changes, customFields } = command;
      const present = state.fields.customFields;
      const refused = rejectAll(customFieldFaults(customFields, present));
      return refused ?? price.decide({ type: 'Update', changes: { ...changes, ...changedCustomFields(present, customFields) } }, state);
    }
  }
}

function missing({ productExists, prerequisitesExist, customersExist }: PriceFacts): readonly PriceRejection[] {
  const absent = (found: readonly boolean[]): readonly number[] => found.flatMap((exists, index) => (exists ? [] : [index]));
  return [
    ...(productExists ? [] : [{ code: 'product-not-found', loc: ['body', 'product_id'] } as const]),
    ...absent(prerequisitesExist).map((index) => ({ code: 'price-not-found', loc: ['body', 'prerequisite_price_ids', index] }) as const),
    ...absent(customersExist).map((index) => ({ code: 'customer-not-found', loc: ['body', 'exclusive_customer_ids', index] }) as const),
  ];
}

export const priceDecider: Decider<PriceState, PriceCommand, PriceEvent, PriceRejection> = { ...price, decide };
