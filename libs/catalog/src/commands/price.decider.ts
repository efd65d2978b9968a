// The index of what a price can be asked. Its terms never change; what may change is plain.
import { type Decider, type Decision, rejectAll } from '@tillstream/event-sourcing';
import { undefinedCustomFields } from '../core/custom-fields';
import type { PriceCommand, PriceFacts, PriceRejection } from '../core/price.commands';
import type { PriceEvent, PriceState } from '../core/price.fields';
import { price } from '../core/price.stream';
import { priceTermsFaults } from '../core/price-terms.faults';

function decide(command: PriceCommand, state: PriceState): Decision<PriceEvent, PriceRejection> {
  switch (command.type) {
    case 'CreatePrice': {
      const { fields, facts } = command;
      const faults = [...missing(facts), ...priceTermsFaults(fields), ...undefinedCustomFields(fields.customFields)];
      return rejectAll(faults) ?? price.decide({ type: 'Create', fields }, state);
    }
    case 'ChangePrice': {
      const { changes } = command;
      return rejectAll(undefinedCustomFields(changes.customFields ?? {})) ?? price.decide({ type: 'Update', changes }, state);
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
