// The stream of a custom field's definition: plain (created, updated, deleted). And the claim by which a field key finds it.
import { claim, plainResource } from '@tillstream/event-sourcing';
import type { CustomFieldDefinitionFields } from './custom-field-definition.fields';

export const customFieldDefinition = plainResource<CustomFieldDefinitionFields, 'CustomFieldDefinition'>(
  'customFieldDefinition',
  'CustomFieldDefinition',
);

/** Keyed by a hash of account, entity type and field key: one definition of a key at a time; deleting it frees the key. */
export const customFieldKey = claim('customFieldKey');
