// What a customer is made of, as its events hold it. Whatever tells who he is, is sealed under his own key.
import type { Json, JsonObject, PlainEvent, PlainState, Sealed } from '@tillstream/event-sourcing';
import type { CustomFields } from './custom-fields';

export interface CustomerFields {
  readonly email: Sealed;
  /** Key of the claim stream of this e-mail: a keyed hash, by which customers are listed and found. */
  readonly emailKey: string;
  readonly firstName: Sealed | null;
  readonly lastName: Sealed | null;
  readonly phone: Sealed | null;
  readonly billingEmail: Sealed | null;
  readonly businessName: Sealed | null;
  /** JSON of an address (`Address`), sealed as one text. */
  readonly address: Sealed | null;
  readonly shippingAddress: Sealed | null;
  readonly noteId: string | null;
  readonly taxIds: readonly Json[];
  readonly currency: string | null;
  readonly language: string | null;
  readonly metadata: JsonObject;
  readonly customFields: CustomFields;
  readonly invoiceSettings: JsonObject | null;
}

/** `key` is the address' own id, without prefix. */
export interface Address {
  readonly key: string;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly line3: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zipCode: string | null;
  readonly country: string | null;
}

/** Fields that are sealed: the name of each is part of its ciphertext's place, and so of the storage format. */
export const SEALED_FIELDS = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'billingEmail',
  'businessName',
  'address',
  'shippingAddress',
] as const;
export type SealedField = (typeof SEALED_FIELDS)[number];

export type CustomerEvent = PlainEvent<'Customer', CustomerFields>;
export type CustomerState = PlainState<CustomerFields>;
