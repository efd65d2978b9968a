// Values of custom fields as the API shows them.
import type { JsonObject } from '@tillstream/event-sourcing';
import type { CustomFields } from '../core/custom-fields';

/**
 * Which values are shown. Answers: those of definitions that are still there, and null when nobody asked for them. Webhooks, history and
 * `as_of` leave it out and tell what the resource's own stream holds: what was told once is told the same for ever.
 */
export interface CustomFieldsShown {
  readonly livingDefinitions?: ReadonlySet<string>;
}

export const renderCustomFields = (values: CustomFields, { livingDefinitions }: CustomFieldsShown = {}): JsonObject =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, { definitionKey, value }]) =>
      livingDefinitions && !livingDefinitions.has(definitionKey) ? [] : [[name, value]],
    ),
  );

export const definitionKeysOf = (...held: readonly CustomFields[]): readonly string[] =>
  held.flatMap((values) => Object.values(values).map(({ definitionKey }) => definitionKey));
