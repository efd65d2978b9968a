// What can be asked of the definition of a custom field, and why it may be refused.
import type { Loc, PlainRejection } from '@tillstream/event-sourcing';
import type { CustomFieldDefinitionFields } from './custom-field-definition.fields';

export type ChangeableDefinitionFields = Pick<CustomFieldDefinitionFields, 'displayName' | 'description' | 'constraints'>;

export type CustomFieldDefinitionCommand =
  | { readonly type: 'CreateDefinition'; readonly fields: CustomFieldDefinitionFields }
  | {
      readonly type: 'ChangeDefinition';
      readonly changes: Partial<ChangeableDefinitionFields>;
      /** Options that were counted and that no value has: only these may go. */
      readonly unusedOptions: readonly string[];
    }
  | { readonly type: 'DeleteDefinition'; readonly confirmedKey: string };

export type CustomFieldDefinitionRejection =
  | PlainRejection
  | { readonly code: 'field-key-taken' }
  | { readonly code: 'personal-needs-customer'; readonly loc: Loc }
  | { readonly code: 'constraint-not-for-type'; readonly loc: Loc }
  | { readonly code: 'bounds-reversed'; readonly loc: Loc }
  | { readonly code: 'options-required'; readonly loc: Loc }
  | { readonly code: 'option-repeated'; readonly loc: Loc }
  | { readonly code: 'option-in-use'; readonly loc: Loc; readonly option: string }
  | { readonly code: 'confirmation-differs'; readonly loc: Loc };
