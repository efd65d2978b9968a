// Definitions of custom fields by creation: `all`, and those of each entity type. Deleted ones are in no list.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import type { CustomFieldDefinitionEvent, CustomFieldDefinitionState, CustomFieldEntity } from '../core/custom-field-definition.fields';
import { customFieldDefinition } from '../core/custom-field-definition.stream';

export const definitionsFor = (entityType: CustomFieldEntity): string => `entity:${entityType}`;

export const customFieldDefinitionView: View<CustomFieldDefinitionState, CustomFieldDefinitionEvent> = {
  type: customFieldDefinition,
  contributions: ({ state, createdAt }) =>
    state.status === 'present'
      ? { ...contributesNothing, indexes: { all: createdAt, [definitionsFor(state.fields.entityType)]: createdAt } }
      : contributesNothing,
};
