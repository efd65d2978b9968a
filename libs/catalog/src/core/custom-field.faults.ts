// Whether the values that a request wishes for go with their definitions. Each fault names its place.
import type { Json, Loc } from '@tillstream/event-sourcing';
import type { CustomFieldType } from './custom-field-definition.fields';
import { type CustomFields, customFieldsAfter, type DefinedField, definitionOf, type WantedCustomFields } from './custom-fields';

/** Characters of a text. */
export const LONGEST_TEXT = 500;
/** Values of one resource, also those of deleted definitions: it must fit into an event. */
export const MOST_VALUES = 100;

export type CustomFieldFault =
  | { readonly code: 'custom-field-not-defined'; readonly loc: Loc }
  | { readonly code: 'custom-field-wrong-type'; readonly loc: Loc; readonly dataType: CustomFieldType }
  | { readonly code: 'custom-field-needs-customer'; readonly loc: Loc }
  | { readonly code: 'custom-field-too-long'; readonly loc: Loc }
  | { readonly code: 'custom-field-out-of-bounds'; readonly loc: Loc; readonly min: number | null; readonly max: number | null }
  | { readonly code: 'custom-field-option-unknown'; readonly loc: Loc; readonly options: readonly string[] }
  | { readonly code: 'too-many-custom-fields'; readonly loc: Loc };

const AT: Loc = ['body', 'custom_fields'];

/** @param present what the resource has already. @param at the object of the request that holds the values. */
export function customFieldFaults(
  wanted: WantedCustomFields | undefined,
  present: CustomFields = {},
  at: Loc = AT,
): readonly CustomFieldFault[] {
  if (!wanted) return [];
  const faults = Object.entries(wanted.wish ?? {}).flatMap(([name, wish]): readonly CustomFieldFault[] => {
    const definition = definitionOf(wanted, name);
    if (!definition) return [{ code: 'custom-field-not-defined', loc: [...at, name] }];
    if (wish === null) return [];
    const isKeyless = definition.isPersonal && !Object.hasOwn(wanted.sealed ?? {}, name);
    const unkept: readonly CustomFieldFault[] = isKeyless ? [{ code: 'custom-field-needs-customer', loc: [...at, name] }] : [];
    return [...valueFaults(wish, definition, [...at, name]), ...unkept];
  });
  if (faults.length > 0) return faults;
  const count = Object.keys(customFieldsAfter(present, wanted)).length;
  return count > MOST_VALUES && count > Object.keys(present).length ? [{ code: 'too-many-custom-fields', loc: at }] : [];
}

const HELD_AS: Readonly<Record<CustomFieldType, 'string' | 'number' | 'boolean'>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  select: 'string',
};

function valueFaults(wish: Json, definition: DefinedField, loc: Loc): readonly CustomFieldFault[] {
  const { dataType } = definition;
  if (typeof wish !== HELD_AS[dataType]) return [{ code: 'custom-field-wrong-type', loc, dataType }];
  if (typeof wish === 'number') return boundsFaults(wish, definition, loc);
  return typeof wish === 'string' ? textFaults(wish, definition, loc) : [];
}

const boundsFaults = (wish: number, { min, max }: DefinedField, loc: Loc): readonly CustomFieldFault[] =>
  wish >= (min ?? -Infinity) && wish <= (max ?? Infinity) ? [] : [{ code: 'custom-field-out-of-bounds', loc, min, max }];

function textFaults(wish: string, { dataType, options }: DefinedField, loc: Loc): readonly CustomFieldFault[] {
  if (dataType === 'text') return wish.length <= LONGEST_TEXT ? [] : [{ code: 'custom-field-too-long', loc }];
  return options?.includes(wish) ? [] : [{ code: 'custom-field-option-unknown', loc, options: options ?? [] }];
}
