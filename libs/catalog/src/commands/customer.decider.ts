// The index of what a customer can be asked: plain, but that equal personal values are told by their hash, since sealing twice never
// gives the same ciphertext.
import { type Decider, type Decision, isSealed, reject, rejectAll } from '@tillstream/event-sourcing';
import { isCurrency } from '../core/currency';
import { customFieldFaults } from '../core/custom-field.faults';
import { changedCustomFields, customFieldsAfter } from '../core/custom-fields';
import type { CustomerCommand, CustomerRejection } from '../core/customer.commands';
import type { CustomerEvent, CustomerFields, CustomerState } from '../core/customer.fields';
import { customer } from '../core/customer.stream';

function decide(command: CustomerCommand, state: CustomerState): Decision<CustomerEvent, CustomerRejection> {
  switch (command.type) {
    case 'CreateCustomer': {
      const { fields, customFields } = command;
      const refused = rejectAll([...currencyFaults(fields), ...customFieldFaults(customFields)]);
      return (
        refused ?? customer.decide({ type: 'Create', fields: { ...fields, customFields: customFieldsAfter({}, customFields) } }, state)
      );
    }
    case 'ChangeCustomer': {
      if (state.status !== 'present') return reject({ code: 'not-found' });
      const { changes, customFields } = command;
      const present = state.fields.customFields;
      const refused = rejectAll([...currencyFaults(changes), ...customFieldFaults(customFields, present)]);
      return (
        refused ??
        customer.decide(
          { type: 'Update', changes: { ...withoutEqual(changes, state.fields), ...changedCustomFields(present, customFields) } },
          state,
        )
      );
    }
    case 'EraseCustomer':
      return customer.decide({ type: 'Delete' }, state);
  }
}

const currencyFaults = ({ currency }: Partial<CustomerFields>): readonly CustomerRejection[] =>
  currency != null && !isCurrency(currency) ? [{ code: 'unknown-currency', loc: ['body', 'currency'] }] : [];

function withoutEqual(changes: Partial<CustomerFields>, present: CustomerFields): Partial<CustomerFields> {
  const names = Object.keys(changes) as (keyof CustomerFields)[];
  const differing = names.filter((name) => {
    const [before, after] = [present[name], changes[name]];
    return !(isSealed(before) && isSealed(after) && before.k === after.k && before.h === after.h);
  });
  return Object.fromEntries(differing.map((name) => [name, changes[name]]));
}

export const customerDecider: Decider<CustomerState, CustomerCommand, CustomerEvent, CustomerRejection> = { ...customer, decide };
