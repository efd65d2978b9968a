// A customer as a request describes him, in plain words: what is personal is sealed before anything is decided.
import type { JsonObject } from '@tillstream/event-sourcing';
import type { CustomFieldsWish } from './custom-fields';
import type { Address, CustomerFields, SealedField } from './customer.fields';

export type AddressLines = Omit<Address, 'key'>;
export const ADDRESS_TYPES = ['billing', 'shipping'] as const;
export type AddressType = (typeof ADDRESS_TYPES)[number];

type OpenFields = Omit<CustomerFields, SealedField | 'emailKey' | 'customFields'>;

export interface CustomerWish extends OpenFields {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly billingEmail: string | null;
  readonly businessName: string | null;
  readonly address: AddressLines | null;
  readonly shippingAddress: AddressLines | null;
  readonly customFields: CustomFieldsWish;
}

export const nobodyYet: Omit<CustomerWish, 'email'> = {
  firstName: null,
  lastName: null,
  phone: null,
  billingEmail: null,
  businessName: null,
  address: null,
  shippingAddress: null,
  noteId: null,
  taxIds: [],
  currency: null,
  language: null,
  metadata: {} satisfies JsonObject,
  customFields: {},
  invoiceSettings: null,
};
