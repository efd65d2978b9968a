// Whatever is sent to any documented call: never a 5xx, always an answer that the document allows (the client checks that by itself).
import fc from 'fast-check';
import type { DocumentedCall } from '../support/openapi';
import { apiSuite } from '../support/api-suite';

const suite = apiSuite();
/** Per property; the whole file stays within a few hundred requests. */
const RUNS = 120;

type Schema = Record<string, unknown>;
const hostile = fc.constantFrom<unknown>(
  null, true, 0, -1, 1.5, 1e21, '', ' ', 'x', 'null', '\ud800', '4242424242424242', '__proto__', [], [[]], [null], {}, { constructor: 1 }, { __proto__: null },
  { then: 'x' }, 'a'.repeat(3_000), Number.MAX_SAFE_INTEGER, '2031-02-30T00:00:00Z', { toString: 1, valueOf: 2, toJSON: 3 }, [{ k: 'x', c: 'y', h: 'z' }],
); // prettier-ignore
const anything = fc.oneof({ weight: 2, arbitrary: hostile }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) });

describe('generated input', () => {
  it('as bodies that resemble what is asked for', async () => {
    const calls = suite().anonymous.judge.calls.filter(({ operation }) => operation['requestBody']);
    await assertNoFault(
      fc.constantFrom(...calls).chain((call) => fc.tuple(fc.constant(call), nearly(bodySchema(call)))),
      ([call, body]) => request(call, { body }),
    );
  });
  it('as bodies of any JSON', async () => {
    const calls = suite().anonymous.judge.calls.filter(({ method }) => method !== 'GET');
    await assertNoFault(fc.tuple(fc.constantFrom(...calls), anything), ([call, body]) => request(call, { body }));
  });
  it('as bytes, with any content type', async () => {
    const calls = suite().anonymous.judge.calls.filter(({ method }) => method !== 'GET');
    const raw = fc.oneof(
      fc.string(),
      fc.json(),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => new Uint8Array(bytes)),
    );
    const type = fc.constantFrom('application/json', 'application/json; charset=x', 'text/plain', 'multipart/form-data', 'x', '*/*');
    await assertNoFault(fc.tuple(fc.constantFrom(...calls), raw, type), ([call, bytes, contentType]) =>
      request(call, { raw: bytes, headers: { 'content-type': contentType } }),
    );
  });
  it('as queries and ids', async () => {
    const calls = suite().anonymous.judge.calls;
    const value = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.json(),
      fc.constantFrom('{}', '{"created_at":{}}', '-1', '1e9', 'true', '{"__proto__":1}'),
    );
    const names = fc.constantFrom(
      'limit',
      'offset',
      'filter',
      'sortBy',
      'sortOrder',
      'search',
      'expand',
      'include_deleted',
      'as_of',
      'value',
      'x',
      '__proto__',
    );
    const query = fc.array(fc.tuple(names, value), { maxLength: 4 });
    const id = fc.oneof(
      fc.constantFrom('prod_dev_00000000000000000000', '..', '%00', 'constructor'),
      fc.string({ minLength: 1, maxLength: 60 }),
    );
    await assertNoFault(fc.tuple(fc.constantFrom(...calls), query, id), ([call, pairs, one]) => request(call, {}, { pairs, id: one }));
  });
  it('as headers', async () => {
    const calls = suite().anonymous.judge.calls;
    const text = fc.string({ maxLength: 300, unit: 'grapheme-ascii' }).map((value) => value.trim());
    const header = fc.constantFrom('idempotency-key', 'x-request-id', 'if-match', 'accept', 'tillstream-min-revision', 'x-forwarded-for');
    await assertNoFault(fc.tuple(fc.constantFrom(...calls), header, text), ([call, name, value]) =>
      request(call, { body: {}, headers: { [name]: value } }),
    );
  });
});

async function assertNoFault<T>(input: fc.Arbitrary<T>, send: (value: T) => Promise<number>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(input, async (value) => {
      const status = await send(value);
      if (status >= 500) throw new Error(`${status} ${suite().api.ports.log.errors.splice(0).join('\n')}`);
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false },
  );
}

interface Sent {
  readonly body?: unknown;
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

async function request(
  call: DocumentedCall,
  sent: Sent,
  address?: { pairs: readonly (readonly [string, string])[]; id: string },
): Promise<number> {
  const { client, accountId } = suite().tenant;
  const id = encodeURIComponent((address?.id ?? 'prod_dev_00000000000000000000').toWellFormed());
  const path = call.path.replace('{account_id}', accountId).replace(/\{\w+\}/g, id === '' ? 'x' : id);
  const query = (address?.pairs ?? []).map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&');
  const hasBody = call.method !== 'GET';
  const { status } = await client.send(
    call.method,
    query === '' ? path : `${path}?${query}`,
    hasBody ? sent : { headers: sent.headers ?? {} },
  );
  return status;
}

function bodySchema(call: DocumentedCall): Schema {
  const body = call.operation['requestBody'] as { content: Record<string, { schema: Schema }> };
  return body.content['application/json']?.schema ?? {};
}

/** Values that the schema describes, with something hostile in about one place of eight. */
function nearly(schema: Schema): fc.Arbitrary<unknown> {
  const resolved = resolve(schema);
  return fc.oneof({ weight: 7, arbitrary: fitting(resolved) }, { weight: 1, arbitrary: anything });
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  const type = [schema['type']].flat()[0];
  if (Array.isArray(schema['enum'])) return fc.constantFrom<unknown>(...(schema['enum'] as unknown[]));
  if (type === 'object' && schema['properties']) {
    const properties = Object.entries(schema['properties'] as Record<string, Schema>);
    return fc.record(Object.fromEntries(properties.map(([name, field]) => [name, nearly(field)])), {
      requiredKeys: (schema['required'] as string[] | undefined) ?? [],
    });
  }
  if (type === 'object') return fc.dictionary(fc.string({ maxLength: 10 }), anything, { maxKeys: 3 });
  if (type === 'array') return fc.array(nearly(schema['items'] as Schema), { maxLength: 3 });
  if (type === 'integer') return fc.integer({ min: Number(schema['minimum'] ?? 0), max: Number(schema['maximum'] ?? 100) });
  if (type === 'boolean') return fc.boolean();
  return fc.oneof(fc.constant(schema['example']), fc.string({ maxLength: 20 }));
}

function resolve(schema: Schema): Schema {
  const inner = [schema['allOf'], schema['anyOf']].flat().find((part): part is Schema => typeof part === 'object' && part !== null);
  if (inner) return resolve(inner);
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const { schemas } = suite().anonymous.judge.document['components'] as { schemas: Record<string, Schema> };
  return schemas[reference.slice(reference.lastIndexOf('/') + 1)] ?? {};
}
