// Requests for one documented call: nearly right, wrong in one place, or wrong altogether.
import fc from 'fast-check';
import type { DocumentedCall } from '../openapi';
import type { KnownIds } from './known-ids';
import { oddText } from './odd-json';
import { type Schema, SchemaValues } from './schema-values';

export interface OddRequest {
  /** With its query. */
  readonly path: string;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

interface OddBody {
  readonly raw: string | Uint8Array<ArrayBuffer>;
  readonly type: string;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=x',
  'text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'x',
  '*/*',
];
const QUERY_VALUES = [
  '{}',
  '{"created_at":{}}',
  '{"created_at":{"gte":1}}',
  '-1',
  '1e9',
  'true',
  '{"__proto__":1}',
  '[',
  '%',
  '\u0000',
  '9'.repeat(400),
];
const QUERY_NAMES = [
  'limit',
  'offset',
  'filter',
  'sortBy',
  'sortOrder',
  'search',
  'expand',
  'as_of',
  'value',
  'x',
  '__proto__',
  'constructor',
];
const BAD_IDS = [
  'prod_dev_00000000000000000000',
  'cs_prod_00000000000000000000',
  '..',
  '%00',
  'constructor',
  '__proto__',
  'x'.repeat(200),
  ' ',
  '🦆',
];

export class OddRequests {
  private readonly values: SchemaValues;

  constructor(
    schemas: Readonly<Record<string, Schema>>,
    private readonly ids: KnownIds,
    private readonly accountId: string,
  ) {
    this.values = new SchemaValues(schemas, ids);
  }

  of(call: DocumentedCall): fc.Arbitrary<OddRequest> {
    const body: fc.Arbitrary<OddBody | null> = call.method === 'GET' ? fc.constant(null) : this.body(call);
    return fc.tuple(this.path(call), this.query(call), this.headers(call), body).map(([path, query, headers, sent]) => ({
      path: `${path}${query}`,
      ...(sent ? { raw: sent.raw } : {}),
      headers: sent ? { ...headers, 'content-type': sent.type } : headers,
    }));
  }

  private path(call: DocumentedCall): fc.Arbitrary<string> {
    const names = [...call.path.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? []).filter((name) => name !== 'account_id');
    const parameters = parametersOf(call);
    const each = names.map((name) => {
      const known = this.ids.like(parameters.find((one) => one.name === name)?.schema['example']);
      const odd = fc.oneof(fc.constantFrom(...BAD_IDS), fc.string({ minLength: 1, maxLength: 60 }));
      return known.length === 0 ? odd : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: odd });
    });
    return fc.tuple(...each).map((chosen) => {
      const byName = new Map(names.map((name, index) => [name, chosen[index] ?? 'x']));
      return call.path
        .replace('{account_id}', this.accountId)
        .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent((byName.get(name) ?? 'x').toWellFormed()));
    });
  }

  private query(call: DocumentedCall): fc.Arbitrary<string> {
    const known = parametersOf(call).filter((one) => one.in === 'query');
    const right = known.map(({ name, schema }) => this.values.of(schema).map((value) => [name, textOf(value)] as const));
    const odd = fc.tuple(
      fc.constantFrom(...QUERY_NAMES),
      fc.oneof(fc.constantFrom(...QUERY_VALUES), fc.string({ maxLength: 40 }), fc.json()),
    );
    const pair = right.length === 0 ? odd : fc.oneof({ weight: 2, arbitrary: fc.oneof(...right) }, { weight: 1, arbitrary: odd });
    const pairs = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(pair, { maxLength: 4 }) });
    return pairs.map((all) => {
      const text = all.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`).join('&');
      return text === '' ? '' : `?${text}`;
    });
  }

  private headers(call: DocumentedCall): fc.Arbitrary<Record<string, string>> {
    const names = ['idempotency-key', 'x-request-id', 'if-match', 'accept', 'tillstream-min-revision', 'x-forwarded-for'];
    const known = parametersOf(call).filter((one) => one.in === 'header').map((one) => one.name.toLowerCase()); // prettier-ignore
    const value = fc.string({ maxLength: 300, unit: 'grapheme-ascii' }).map((text) => text.trim());
    const odd = fc.dictionary(fc.constantFrom(...names, ...known), value, { maxKeys: 2 });
    return fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: odd });
  }

  private body(call: DocumentedCall): fc.Arbitrary<OddBody> {
    const json = this.values.nearly(bodySchemaOf(call)).map((value) => JSON.stringify(value ?? null));
    const bytes = fc.oneof(
      fc.string(),
      fc.uint8Array({ maxLength: 60 }).map((array) => new Uint8Array(array)),
    );
    const asJson = (raw: string | Uint8Array<ArrayBuffer>) => ({ raw, type: 'application/json' });
    return fc.oneof(
      { weight: 8, arbitrary: json.map(asJson) },
      { weight: 4, arbitrary: json.chain(oddText).map(asJson) },
      { weight: 1, arbitrary: this.values.anything.map((value) => asJson(JSON.stringify(value))) },
      { weight: 1, arbitrary: fc.tuple(fc.oneof(json, bytes), fc.constantFrom(...CONTENT_TYPES)).map(([raw, type]) => ({ raw, type })) },
    );
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const parametersOf = ({ operation }: DocumentedCall): readonly Parameter[] => (operation['parameters'] ?? []) as Parameter[];

function bodySchemaOf({ operation }: DocumentedCall): Schema {
  const body = operation['requestBody'] as { content: Record<string, { schema: Schema }> } | undefined;
  return body?.content['application/json']?.schema ?? {};
}
