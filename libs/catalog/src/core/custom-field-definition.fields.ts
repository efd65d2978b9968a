// What the definition of a custom field is made of, as its events hold it. Key, entity type, data type and privacy never change.
import type { PlainEvent, PlainState } from '@tillstream/event-sourcing';

export const CUSTOM_FIELD_ENTITIES = ['customer', 'subscription', 'product', 'price', 'invoice', 'checkout_session'] as const;
/** What a field can be a field of. Part of the storage format. */
export type CustomFieldEntity = (typeof CUSTOM_FIELD_ENTITIES)[number];

/** What has a customer, under whose key personal values are sealed. */
export const PERSONAL_ENTITIES: readonly CustomFieldEntity[] = ['customer', 'subscription', 'checkout_session'];

export const CUSTOM_FIELD_TYPES = ['text', 'number', 'boolean', 'select'] as const;
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number];

export interface CustomFieldConstraints {
  /** Inclusive; both only for `number`. */
  readonly min: number | null;
  readonly max: number | null;
  /** Set exactly for `select`. */
  readonly options: readonly string[] | null;
}

export const unconstrained: CustomFieldConstraints = { min: null, max: null, options: null };

export interface CustomFieldDefinitionFields {
  /** The name under which values are sent and shown. */
  readonly fieldKey: string;
  readonly entityType: CustomFieldEntity;
  readonly dataType: CustomFieldType;
  /** Its values tell who somebody is: they are sealed under the customer's key, and gone once he is erased. */
  readonly isPersonal: boolean;
  /** For people. */
  readonly displayName: string;
  readonly description: string | null;
  readonly constraints: CustomFieldConstraints;
}

export type CustomFieldDefinitionEvent = PlainEvent<'CustomFieldDefinition', CustomFieldDefinitionFields>;
export type CustomFieldDefinitionState = PlainState<CustomFieldDefinitionFields>;
