// Bodies of requests made from the examples of the served document.
import type { DocumentedCall, OpenApiJudge } from './openapi';

type Schema = Readonly<Record<string, unknown>>;

const EXAMPLE_ID = /^([a-z]+)_dev_4fGh2KpQ9sTvXyZa1bC3$/;

export interface Wanted {
  /** Real ids by prefix, in place of those of the examples. */
  readonly ids: ReadonlyMap<string, string>;
  readonly fields: 'required' | 'all';
}

/** Undefined for a call without a JSON body. */
export function exampleBody(judge: OpenApiJudge, { operation }: DocumentedCall, wanted: Wanted): Record<string, unknown> | undefined {
  const { content } = (operation['requestBody'] ?? {}) as { content?: Record<string, { schema: Schema }> };
  const schema = content?.['application/json']?.schema;
  return schema && (exampleOf(resolver(judge), schema, wanted) as Record<string, unknown>);
}

type Resolve = (schema: Schema) => Schema;

function exampleOf(resolve: Resolve, given: Schema, wanted: Wanted): unknown {
  const schema = resolve(given);
  const properties = schema['properties'] as Record<string, Schema> | undefined;
  if (properties) {
    const required = (schema['required'] ?? []) as readonly string[];
    const names = Object.keys(properties).filter((name) => wanted.fields === 'all' || required.includes(name));
    return Object.fromEntries(names.map((name) => [name, exampleOf(resolve, properties[name] ?? {}, wanted)]));
  }
  const items = schema['items'] as Schema | undefined;
  if (items && isThings(resolve(items))) return [exampleOf(resolve, items, wanted)];
  return withIds(schema['example'], wanted.ids);
}

const isThings = (items: Schema): boolean => items['properties'] !== undefined;

function withIds(example: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(example)) return example.map((one) => withIds(one, ids));
  const prefix = typeof example === 'string' ? EXAMPLE_ID.exec(example)?.[1] : undefined;
  return prefix === undefined ? example : (ids.get(prefix) ?? example);
}

function resolver({ document }: OpenApiJudge): Resolve {
  const { schemas } = document['components'] as { schemas: Record<string, Schema> };
  return function resolve(schema): Schema {
    const inner = [schema['allOf'], schema['anyOf']].flat().find((part): part is Schema => typeof part === 'object' && part !== null);
    if (inner) return resolve(inner);
    const reference = schema['$ref'];
    return typeof reference === 'string' ? (schemas[reference.slice(reference.lastIndexOf('/') + 1)] ?? {}) : schema;
  };
}
