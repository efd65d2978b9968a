// Values of custom fields as the API shows them.
import { isSealed, type Json, type JsonObject, type Sealed } from '@tillstream/event-sourcing';
import type { CustomFields } from '../core/custom-fields';

/**
 * Which values are shown. Answers: those of definitions that are still there, and null when nobody asked for them. Webhooks, history and
 * `as_of` leave it out and tell what the resource's own stream holds: what was told once is told the same for ever.
 */
export interface CustomFieldsShown {
  readonly livingDefinitions?: ReadonlySet<string>;
}

/** Opens a personal value; null when its person was erased. */
export type OpenCustomField = (sealed: Sealed, fieldKey: string) => string | null;

/** @param open for whatever may hold personal values; what it cannot open is left out. */
export const renderCustomFields = (
  values: CustomFields,
  { livingDefinitions }: CustomFieldsShown = {},
  open: OpenCustomField = () => null,
): JsonObject =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, { definitionKey, value }]): [string, Json][] => {
      if (livingDefinitions && !livingDefinitions.has(definitionKey)) return [];
      if (!isSealed(value)) return [[name, value]];
      const opened = open(value, name);
      return opened === null ? [] : [[name, JSON.parse(opened) as Json]];
    }),
  );

export const definitionKeysOf = (...held: readonly CustomFields[]): readonly string[] =>
  held.flatMap((values) => Object.values(values).map(({ definitionKey }) => definitionKey));
