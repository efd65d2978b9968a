// Customers by creation: `all`, and `email:<claim key>` for exact matches of an e-mail. Erased ones are in no list.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import { customFieldCounters } from '../core/custom-field-counters';
import type { CustomerEvent, CustomerState } from '../core/customer.fields';
import { customer } from '../core/customer.stream';

/** @param emailKey from `CustomerDirectory.claimKey`. */
export const customersWithEmail = (emailKey: string): string => `email:${emailKey}`;

export const customerView: View<CustomerState, CustomerEvent> = {
  type: customer,
  contributions: ({ state, createdAt }) =>
    state.status === 'present'
      ? {
          indexes: { all: createdAt, [customersWithEmail(state.fields.emailKey)]: createdAt },
          counters: customFieldCounters(state.fields.customFields),
          due: null,
        }
      : contributesNothing,
};
