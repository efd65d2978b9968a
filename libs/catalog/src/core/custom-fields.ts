// Custom fields name a definition. As long as there are no definitions, every name is one too many.
import type { Json, Loc } from '@tillstream/event-sourcing';

export type CustomFields = Readonly<Record<string, Json>>;

export interface UndefinedCustomField {
  readonly code: 'custom-field-not-defined';
  readonly loc: Loc;
}

export const undefinedCustomFields = (fields: CustomFields): readonly UndefinedCustomField[] =>
  Object.keys(fields).map((name) => ({ code: 'custom-field-not-defined', loc: ['body', 'custom_fields', name] }));
