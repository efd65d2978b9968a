// The index of what the definition of a custom field can be asked.
import { type Decider, type Decision, reject, rejectAll } from '@tillstream/event-sourcing';
import type { CustomFieldDefinitionCommand, CustomFieldDefinitionRejection } from '../core/custom-field-definition.commands';
import { constraintFaults, definitionFaults } from '../core/custom-field-definition.faults';
import type {
  CustomFieldDefinitionEvent, CustomFieldDefinitionFields, CustomFieldDefinitionState,
} from '../core/custom-field-definition.fields'; // prettier-ignore
import { customFieldDefinition } from '../core/custom-field-definition.stream';

type DefinitionDecision = Decision<CustomFieldDefinitionEvent, CustomFieldDefinitionRejection>;
type Change = Extract<CustomFieldDefinitionCommand, { readonly type: 'ChangeDefinition' }>;

function decide(command: CustomFieldDefinitionCommand, state: CustomFieldDefinitionState): DefinitionDecision {
  switch (command.type) {
    case 'CreateDefinition': {
      const { fields } = command;
      const refused = rejectAll(definitionFaults(fields));
      if (refused) return refused;
      if (state.status !== 'absent') return reject({ code: 'field-key-taken' });
      return customFieldDefinition.decide({ type: 'Create', fields }, state);
    }
    case 'ChangeDefinition':
      if (state.status !== 'present') return reject({ code: 'not-found' });
      return (
        rejectAll(faultsIn(command, state.fields)) ?? customFieldDefinition.decide({ type: 'Update', changes: command.changes }, state)
      );
    case 'DeleteDefinition':
      if (state.status === 'absent') return reject({ code: 'not-found' });
      if (command.confirmedKey !== state.fields.fieldKey)
        return reject({ code: 'confirmation-differs', loc: ['body', 'confirm_field_key'] });
      return customFieldDefinition.decide({ type: 'Delete' }, state);
  }
}

/** Options may be added and reordered; one that is not known to be unused stays. */
function faultsIn(
  { changes: { constraints }, unusedOptions }: Change,
  present: CustomFieldDefinitionFields,
): readonly CustomFieldDefinitionRejection[] {
  if (!constraints) return [];
  const faults = constraintFaults(present.dataType, constraints);
  if (faults.length > 0) return faults;
  const removed = (present.constraints.options ?? []).filter((option) => !constraints.options?.includes(option));
  return removed
    .filter((option) => !unusedOptions.includes(option))
    .map((option) => ({ code: 'option-in-use', loc: ['body', 'constraints', 'options'], option }));
}

export const customFieldDefinitionDecider: Decider<
  CustomFieldDefinitionState,
  CustomFieldDefinitionCommand,
  CustomFieldDefinitionEvent,
  CustomFieldDefinitionRejection
> = { ...customFieldDefinition, decide };
