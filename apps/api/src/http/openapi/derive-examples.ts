// Examples of objects follow from those of their fields: nobody writes one twice, and none can contradict its schema.
type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
const REFERENCE = '#/components/schemas/';

/** Sets `example` of every field that is another schema, or a list of one. Changes `schemas` in place. */
export function deriveExamples(schemas: Readonly<Record<string, unknown>>): void {
  for (const schema of Object.values(schemas)) {
    for (const field of Object.values(propertiesOf(schema))) {
      const example = isSchema(field) ? derived(field, schemas) : undefined;
      if (example !== undefined) Object.assign(field as object, { example });
    }
  }
}

/** Undefined for a field whose own example stands. */
function derived(field: Schema, schemas: Readonly<Record<string, unknown>>): unknown {
  const name = referenceIn(field);
  if (name !== null) return exampleOf(name, schemas);
  const items = field['items'];
  const item = isSchema(items) ? referenceIn(items) : null;
  const least = Math.max(1, Number(field['minItems'] ?? 0));
  return item === null ? undefined : Array.from({ length: least }, () => exampleOf(item, schemas));
}

function exampleOf(name: string, schemas: Readonly<Record<string, unknown>>): object {
  const fields = Object.entries(propertiesOf(schemas[name]));
  return Object.fromEntries(fields.flatMap(([field, own]) => (isSchema(own) ? [[field, derived(own, schemas) ?? own['example']]] : [])));
}

const propertiesOf = (schema: unknown): Schema => (isSchema(schema) && isSchema(schema['properties']) ? schema['properties'] : {});

/** A reference stands alone, or inside the `allOf`, `anyOf` or `oneOf` that makes room for a description or for null. */
function referenceIn(field: Schema): string | null {
  const parts = [field, ...['allOf', 'anyOf', 'oneOf'].flatMap((word) => (Array.isArray(field[word]) ? (field[word] as unknown[]) : []))];
  const reference = parts.map((part) => (isSchema(part) ? part['$ref'] : undefined)).find((one) => typeof one === 'string');
  return reference === undefined ? null : reference.slice(REFERENCE.length);
}
