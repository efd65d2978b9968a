// What can be asked of a customer, and why it may be refused. Personal values arrive sealed: a decision never sees them.
import type { Loc, PlainRejection } from '@tillstream/event-sourcing';
import type { UndefinedCustomField } from './custom-fields';
import type { CustomerFields } from './customer.fields';

export type CustomerCommand =
  | { readonly type: 'CreateCustomer'; readonly fields: CustomerFields }
  | { readonly type: 'ChangeCustomer'; readonly changes: Partial<CustomerFields> }
  | { readonly type: 'EraseCustomer' };

export type CustomerRejection = PlainRejection | { readonly code: 'unknown-currency'; readonly loc: Loc } | UndefinedCustomField;
