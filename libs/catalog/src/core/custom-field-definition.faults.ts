// Whether what a definition says goes together. Each fault names the field of the request that is to blame.
import type { CustomFieldDefinitionRejection } from './custom-field-definition.commands';
import {
  type CustomFieldConstraints,
  type CustomFieldDefinitionFields,
  type CustomFieldType,
  PERSONAL_ENTITIES,
} from './custom-field-definition.fields';

type Faults = readonly CustomFieldDefinitionRejection[];

const at = (...names: readonly (string | number)[]) => ['body', 'constraints', ...names];

export const definitionFaults = ({ entityType, dataType, isPersonal, constraints }: CustomFieldDefinitionFields): Faults => [
  ...(isPersonal && !PERSONAL_ENTITIES.includes(entityType)
    ? [{ code: 'personal-needs-customer', loc: ['body', 'is_personal'] } as const]
    : []),
  ...constraintFaults(dataType, constraints),
];

export function constraintFaults(dataType: CustomFieldType, constraints: CustomFieldConstraints): Faults {
  const { min, max, options } = constraints;
  const stray = [
    ...(dataType === 'number' ? [] : [[min, 'min'] as const, [max, 'max'] as const]),
    ...(dataType === 'select' ? [] : [[options, 'options'] as const]),
  ];
  return [
    ...stray.filter(([given]) => given !== null).map(([, name]) => ({ code: 'constraint-not-for-type', loc: at(name) }) as const),
    ...(dataType === 'number' && min !== null && max !== null && min > max ? [{ code: 'bounds-reversed', loc: at('max') } as const] : []),
    ...(dataType === 'select' ? optionFaults(options ?? []) : []),
  ];
}

function optionFaults(options: readonly string[]): Faults {
  if (options.length === 0) return [{ code: 'options-required', loc: at('options') }];
  return options.flatMap((option, index) =>
    options.indexOf(option) < index ? [{ code: 'option-repeated', loc: at('options', index) } as const] : [],
  );
}
