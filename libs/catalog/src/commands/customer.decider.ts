// The index of what a customer can be asked: plain, but that equal personal values are told by their hash, since sealing twice never
// gives the same ciphertext.
import { type Decider, type Decision, isSealed, rejectAll } from '@tillstream/event-sourcing';
import { isCurrency } from '../core/currency';
import { undefinedCustomFields } from '../core/custom-fields';
import type { CustomerCommand, CustomerRejection } from '../core/customer.commands';
import type { CustomerEvent, CustomerFields, CustomerState } from '../core/customer.fields';
import { customer } from '../core/customer.stream';

function decide(command: CustomerCommand, state: CustomerState): Decision<CustomerEvent, CustomerRejection> {
  switch (command.type) {
    case 'CreateCustomer':
      return rejectAll(faultsIn(command.fields)) ?? customer.decide({ type: 'Create', fields: command.fields }, state);
    case 'ChangeCustomer': {
      const changes = state.status === 'present' ? withoutEqual(command.changes, state.fields) : command.changes;
      return rejectAll(faultsIn(changes)) ?? customer.decide({ type: 'Update', changes }, state);
    }
    case 'EraseCustomer':
      return customer.decide({ type: 'Delete' }, state);
  }
}

const faultsIn = ({ currency, customFields }: Partial<CustomerFields>): readonly CustomerRejection[] => [
  ...(currency != null && !isCurrency(currency) ? [{ code: 'unknown-currency', loc: ['body', 'currency'] } as const] : []),
  ...undefinedCustomFields(customFields ?? {}),
];

function withoutEqual(changes: Partial<CustomerFields>, present: CustomerFields): Partial<CustomerFields> {
  const names = Object.keys(changes) as (keyof CustomerFields)[];
  const differing = names.filter((name) => {
    const [before, after] = [present[name], changes[name]];
    return !(isSealed(before) && isSealed(after) && before.k === after.k && before.h === after.h);
  });
  return Object.fromEntries(differing.map((name) => [name, changes[name]]));
}

export const customerDecider: Decider<CustomerState, CustomerCommand, CustomerEvent, CustomerRejection> = { ...customer, decide };
