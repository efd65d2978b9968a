// How often a definition and its options are in use: what each resource with values adds to the counters of its account.
import type { CustomFields } from './custom-fields';

/** Counter: values of a definition. */
export const valuesOfDefinition = (definitionKey: string): string => `custom-field:${definitionKey}`;
/** Counter: values of a select that are this option. */
export const valuesOfOption = (definitionKey: string, option: string): string => `custom-field:${definitionKey}:${option}`;

export function customFieldCounters(...held: readonly CustomFields[]): Readonly<Record<string, number>> {
  const counters: Record<string, number> = {};
  const count = (name: string) => (counters[name] = (counters[name] ?? 0) + 1);
  for (const { definitionKey, value, isOption } of held.flatMap((values) => Object.values(values))) {
    count(valuesOfDefinition(definitionKey));
    if (isOption && typeof value === 'string') count(valuesOfOption(definitionKey, value));
  }
  return counters;
}
