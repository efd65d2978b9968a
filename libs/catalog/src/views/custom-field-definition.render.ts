// The definition of a custom field as the API shows it.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { CustomFieldConstraints, CustomFieldDefinitionState } from '../core/custom-field-definition.fields';

function renderConstraints({ min, max, options }: CustomFieldConstraints) {
  if (options !== null) return { options: [...options] };
  return min === null && max === null ? null : { min, max };
}

export function renderCustomFieldDefinition(
  { key, accountId, state, createdAt, updatedAt }: Resource<CustomFieldDefinitionState>,
  { ids }: Pick<RenderContext, 'ids'>,
) {
  if (state.status === 'absent') throw new Error(`custom-field definition ${key} was never created`);
  const { fields } = state;
  return {
    id: ids.format('cfd', key),
    account_id: accountId,
    field_key: fields.fieldKey,
    entity_type: fields.entityType,
    data_type: fields.dataType,
    is_personal: fields.isPersonal,
    display_name: fields.displayName,
    description: fields.description,
    constraints: renderConstraints(fields.constraints),
    created_at: isoTime(createdAt),
    updated_at: isoTime(updatedAt),
  };
}
