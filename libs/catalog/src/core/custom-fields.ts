// Values of custom fields as events and states hold them, and as requests wish for them.
import { isSealed, type Json, type Sealed } from '@tillstream/event-sourcing';
import type { CustomFieldConstraints, CustomFieldType } from './custom-field-definition.fields';

/**
 * A value, with the definition that it is of: its generation. A definition that is made again under the same field key is another one, so
 * that one event, the deletion of a definition, hides all values of it for good, and none of them has to be touched.
 */
export interface CustomFieldValue {
  readonly definitionKey: string;
  /** Sealed: JSON of what it is, under the key of the person that it is about. */
  readonly value: string | number | boolean | Sealed;
  /** Of a select that is not personal: it is counted by its option, so that one in use is not removed. */
  readonly isOption?: true;
}

/** Where a personal value stands in its stream: part of its ciphertext, and so of the storage format. */
export const sealedCustomField = (fieldKey: string): string => `customFields.${fieldKey}`;

/** By field key. Part of the storage format of whatever has custom fields. */
export type CustomFields = Readonly<Record<string, CustomFieldValue>>;
/** Changed keys only; null: the value was deleted. */
export type CustomFieldChanges = Readonly<Record<string, CustomFieldValue | null>>;

/** As a request says it: null deletes a value, and in place of the whole all of them. What is not named stays. */
export type CustomFieldsWish = Readonly<Record<string, Json>> | null;

/** A definition, as far as a value depends on it. */
export interface DefinedField extends CustomFieldConstraints {
  readonly definitionKey: string;
  readonly dataType: CustomFieldType;
  readonly isPersonal: boolean;
}

/** What a request wishes, beside those of the definitions it names that there are. */
export interface WantedCustomFields {
  readonly wish: CustomFieldsWish;
  /** By field key. */
  readonly defined: Readonly<Record<string, DefinedField>>;
  /** By field key: what is wished for personal fields, as events may hold it. */
  readonly sealed?: Readonly<Record<string, Sealed>>;
}

export const noCustomFields: WantedCustomFields = { wish: {}, defined: {} };

/** A field may be called `constructor`: only what the object itself has counts. */
const own = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

export const definitionOf = ({ defined }: WantedCustomFields, fieldKey: string): DefinedField | undefined => own(defined, fieldKey);

/** What differs from `present`. Only for a wish without faults. */
export function customFieldChanges(present: CustomFields, wanted: WantedCustomFields): CustomFieldChanges {
  const wishes = Object.entries(wanted.wish ?? Object.fromEntries(Object.keys(present).map((name) => [name, null])));
  return Object.fromEntries(
    wishes.flatMap(([name, wish]): [string, CustomFieldValue | null][] => {
      const before = own(present, name);
      const after = wish === null ? undefined : valueOf(wish, definitionOf(wanted, name), own(wanted.sealed ?? {}, name));
      return isSame(before, after) ? [] : [[name, after ?? null]];
    }),
  );
}

export function withCustomFields(present: CustomFields, changes: CustomFieldChanges): CustomFields {
  const all: CustomFieldChanges = { ...present, ...changes };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]): [string, CustomFieldValue][] => (value ? [[name, value]] : [])));
}

export const customFieldsAfter = (present: CustomFields, wanted: WantedCustomFields): CustomFields =>
  withCustomFields(present, customFieldChanges(present, wanted));

/** As a change of a plain resource: nothing when they were not asked for. */
export const changedCustomFields = (
  present: CustomFields,
  wanted: WantedCustomFields | undefined,
): { readonly customFields?: CustomFields } => (wanted ? { customFields: customFieldsAfter(present, wanted) } : {});

/** Sealing the same twice gives another ciphertext: equal ones are told by their hash. */
function isSame(before: CustomFieldValue | undefined, after: CustomFieldValue | undefined): boolean {
  if (before?.definitionKey !== after?.definitionKey) return false;
  const [old, now] = [before?.value, after?.value];
  return isSealed(old) && isSealed(now) ? old.k === now.k && old.h === now.h : old === now;
}

function valueOf(wish: Json, definition: DefinedField | undefined, sealed: Sealed | undefined): CustomFieldValue | undefined {
  if (!definition || wish === null || typeof wish === 'object') return undefined; // a fault told it before
  const { definitionKey, dataType, isPersonal } = definition;
  if (isPersonal) return sealed && { definitionKey, value: sealed };
  return { definitionKey, value: wish, ...(dataType === 'select' ? { isOption: true } : {}) };
}
