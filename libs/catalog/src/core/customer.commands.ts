// What can be asked of a customer, and why it may be refused. Personal values arrive sealed: a decision never sees them.
import type { Loc, PlainRejection } from '@tillstream/event-sourcing';
import type { CustomFieldFault } from './custom-field.faults';
import type { WantedCustomFields } from './custom-fields';
import type { CustomerFields } from './customer.fields';

export type CustomerCommand =
  | { readonly type: 'CreateCustomer'; readonly fields: Omit<CustomerFields, 'customFields'>; readonly customFields: WantedCustomFields }
  | {
      readonly type: 'ChangeCustomer';
      readonly changes: Partial<Omit<CustomerFields, 'customFields'>>;
      /** Absent: they stay as they are. */
      readonly customFields?: WantedCustomFields;
    }
  | { readonly type: 'EraseCustomer' };

export type CustomerRejection = PlainRejection | { readonly code: 'unknown-currency'; readonly loc: Loc } | CustomFieldFault;
