// Tens of thousands of wrong and odd requests, spread over every documented call: never a 5xx, always an answer that the document allows
// (the client checks that by itself) and in time; and nothing is stored that could not be read again.
import fc from 'fast-check';
import { domainViews } from '@tillstream/runtime';
import { KnownIds } from '../support/generated/known-ids';
import { OddRequests } from '../support/generated/odd-requests';
import type { Schema } from '../support/generated/schema-values';
import { storedGarbage } from '../support/generated/stored-garbage';
import type { DocumentedCall } from '../support/openapi';
import { apiSuite } from '../support/api-suite';
import { newTenant, type Tenant } from '../support/api-tenant';

const suite = apiSuite();
/** Requests are sent in flights of eight; each call of the document gets as many flights. */
const IN_FLIGHT = 8;
const FLIGHTS = Number(process.env['GENERATED_FLIGHTS'] ?? 40);
const ANSWER_WITHIN_MS = 20_000;
const SECRET_LENGTH = 32;

let tenant: Tenant;
let ids: KnownIds;
let requests: OddRequests;

beforeAll(async () => {
  const { anonymous } = suite();
  tenant = await newTenant(anonymous, ['read', 'write', 'audit']);
  ids = new KnownIds([`tok_dev_${tenant.token.slice('st_dev_'.length, -SECRET_LENGTH)}`]); // revoked, it would end the rest of the run
  const { schemas } = anonymous.judge.document['components'] as { schemas: Record<string, Schema> };
  requests = new OddRequests(schemas, ids, tenant.accountId);
  const product = await tenant.client.post(`${tenant.base}/products/`, { name: 'Mug' });
  const terms = { product_id: product.body['id'], currency: 'usd', unit_amount_atom: 2_000 };
  const price = await tenant.client.post(`${tenant.base}/prices/`, terms);
  const urls = { success_url: 'https://shop.example/thanks', return_url: 'https://shop.example/cart' };
  const session = await tenant.client.post(`${tenant.base}/checkout-sessions/`, { ...urls, line_items: [{ price_id: price.body['id'] }] });
  [product, price, session].forEach(({ body }) => ids.learn(body));
});

it('every call stands whatever is sent', async () => {
  for (const call of suite().anonymous.judge.calls) {
    // Not before its turn: what the calls before have made can be named.
    const flight = fc.array(requests.of(call), { minLength: IN_FLIGHT, maxLength: IN_FLIGHT });
    await fc.assert(
      fc.asyncProperty(flight, async (flying) => {
        await Promise.all(flying.map((request) => send(call, request)));
      }),
      { numRuns: FLIGHTS, endOnFailure: true },
    );
  }
}, 600_000);

it('nothing is stored that could not be read again', async () => {
  const { ports } = suite().api;
  expect(await storedGarbage(ports.eventStore, domainViews().categories)).toEqual([]);
});

it('every list can still be read', async () => {
  const lists = suite().anonymous.judge.calls.filter(({ method, path }) => method === 'GET' && !/\{(?!account_id)/.test(path));
  for (const { path } of lists) {
    const answer = await tenant.client.get(path.replace('{account_id}', tenant.accountId));
    expect([path, answer.status]).toEqual([path, 200]);
  }
});

async function send(
  call: DocumentedCall,
  { path, raw, headers }: { path: string; raw?: string | Uint8Array<ArrayBuffer>; headers: Record<string, string> },
) {
  const answer = tenant.client.send(call.method, path, { ...(raw === undefined ? {} : { raw }), headers });
  const { status, body } = await within(answer, `${call.method} ${path}`);
  if (status >= 500) throw new Error(`${call.method} ${path} answered ${status} ${suite().api.ports.log.errors.splice(0).join('\n')}`);
  if (status === 401 && !call.path.startsWith('/notices/')) throw new Error('the token of this run opens nothing any more');
  if (status < 300) ids.learn(body);
}

async function within<T>(answer: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} was not answered within ${ANSWER_WITHIN_MS} ms`)), ANSWER_WITHIN_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
