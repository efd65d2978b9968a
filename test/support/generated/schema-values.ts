// Values for a schema of the document: fitting ones, and in about one place of eight something else.
import fc from 'fast-check';
import type { KnownIds } from './known-ids';

export type Schema = Readonly<Record<string, unknown>>;

const HOSTILE: readonly unknown[] = [
  null, true, 0, -1, 1.5, 1e21, 2 ** 53, -(2 ** 53), '', ' ', 'x', 'null', '\ud800', '4242424242424242', '__proto__', [], [[]], [null], {}, { constructor: 1 },
  { then: 'x' }, 'a'.repeat(3_000), Number.MAX_SAFE_INTEGER, '2031-02-30T00:00:00Z', '9999-12-31T23:59:59+14:00', { toString: 1, valueOf: 2, toJSON: 3 },
  [{ k: 'x', c: 'y', h: 'z' }], { k: 'x', c: 'y', h: 'z' }, '\u0000', 'ß'.repeat(500), '👩‍👩‍👧‍👦'.repeat(100),
]; // prettier-ignore

export class SchemaValues {
  readonly anything = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  );

  constructor(
    private readonly schemas: Readonly<Record<string, Schema>>,
    private readonly ids: KnownIds,
  ) {}

  nearly(schema: Schema): fc.Arbitrary<unknown> {
    return fc.oneof({ weight: 9, arbitrary: this.of(schema) }, { weight: 1, arbitrary: this.anything });
  }

  /** Fits the schema, as far as its type, choices and bounds say; ids are often those of things that are there. */
  of(given: Schema): fc.Arbitrary<unknown> {
    const schema = this.resolve(given);
    const type = [schema['type']].flat().find((one) => one !== 'null');
    if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...(schema['enum'] as unknown[]));
    if (type === 'object') return this.object(schema);
    if (type === 'array') return fc.array(this.nearly(schema['items'] as Schema), { maxLength: 3 });
    if (type === 'integer') return fc.integer({ min: Number(schema['minimum'] ?? 0), max: Number(schema['maximum'] ?? 100) });
    if (type === 'number') return fc.double({ min: Number(schema['minimum'] ?? 0), max: Number(schema['maximum'] ?? 100), noNaN: true });
    if (type === 'boolean') return fc.boolean();
    return this.text(schema);
  }

  private object(schema: Schema): fc.Arbitrary<unknown> {
    const properties = schema['properties'] as Record<string, Schema> | undefined;
    if (!properties) return fc.dictionary(fc.string({ maxLength: 10 }), this.anything, { maxKeys: 3 });
    const fields = Object.entries(properties).map(([name, field]) => [name, this.nearly(field)]);
    return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
      requiredKeys: (schema['required'] as string[] | undefined) ?? [],
    });
  }

  private text({ example }: Schema): fc.Arbitrary<unknown> {
    const known = this.ids.like(example);
    const odd = fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 }));
    const usual = known.length > 0 ? fc.constantFrom<unknown>(...known) : fc.constant(example);
    return fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: odd });
  }

  private resolve(schema: Schema): Schema {
    const parts = [schema['allOf'], schema['anyOf'], schema['oneOf']].flat();
    const inner = parts.find((part): part is Schema => typeof part === 'object' && part !== null && (part as Schema)['type'] !== 'null');
    if (inner) return this.resolve(inner);
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    return this.schemas[reference.slice(reference.lastIndexOf('/') + 1)] ?? {};
  }
}
