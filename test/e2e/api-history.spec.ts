import { ApiClient } from '../support/api-client';
import { type InMemoryApi, startInMemoryApi } from '../support/api-in-memory';
import { processorOf } from '../support/api-sessions';
import { newTenant, type Tenant, tenantOf } from '../support/api-tenant';
import { faultsOf } from '../support/api-suite';

interface Entry {
  readonly revision: number;
  readonly event_id: string;
  readonly type: string;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly request_id: string | null;
  readonly correlation_id: string;
  readonly causation_id: string;
  readonly command_id: string;
  readonly net: string | null;
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

let api: InMemoryApi;
let client: ApiClient;
let tenant: Tenant;
let sessionId: string;

beforeAll(async () => {
  api = await startInMemoryApi();
  client = await ApiClient.of(api.baseUrl);
  tenant = await newTenant(client);
  sessionId = await expiredSession();
});
afterAll(() => api.close());

/** Created, given a line item, and expired: three requests, a minute apart. */
async function expiredSession(): Promise<string> {
  const { base, client: own } = tenant;
  await processorOf(tenant); // somebody has to be able to charge what is added
  const product = await own.post<{ id: string }>(`${base}/products`, { name: 'Espresso machine' });
  const terms = { product_id: product.body.id, currency: 'usd', pricing_type: 'one_time', unit_amount_atom: 2_000 };
  const price = await own.post<{ id: string }>(`${base}/prices`, terms);
  const customer = await own.post<{ id: string }>(`${base}/customers`, { email: 'ada@example.com' });
  const urls = { success_url: 'https://example.com/thanks', return_url: 'https://example.com/cart' };
  const session = await own.post<{ id: string }>(`${base}/checkout-sessions`, { ...urls, customer_id: customer.body.id });
  const path = `${base}/checkout-sessions/${session.body.id}`;
  await own.post(`${path}/line-items`, { price_id: price.body.id }, { headers: { 'x-request-id': 'order-1001' } });
  await own.post(`${path}/expire`);
  return session.body.id;
}

const historyOf = (by: Tenant, id = sessionId) => by.client.get<{ items: readonly Entry[] }>(`${by.base}/checkout-sessions/${id}/history`);

describe('the history of a session', () => {
  it('lists every event with its actor and cause', async () => {
    const { status, body } = await historyOf(tenant);
    expect(status).toBe(200);
    expect(body.items.map(({ revision, type }) => [revision, type])).toEqual([
      [0, 'SessionCreated'],
      [1, 'LineItemAdded'],
      [2, 'SessionExpired'],
    ]);
    const added = body.items[1]!;
    expect(added.actor).toEqual({ kind: 'api_token', id: expect.stringMatching(/^tok_dev_/) });
    expect(added).toMatchObject({
      request_id: 'order-1001',
      net: '127.0.0.0/24',
      correlation_id: added.command_id,
      causation_id: added.command_id,
    });
    expect(new Set(body.items.map(({ event_id }) => event_id)).size).toBe(3);
  });

  it('says what each of them changed', async () => {
    const [created, added, expired] = (await historyOf(tenant)).body.items;
    expect(created?.changes).toMatchObject({ state: { from: null, to: 'open' }, customer_email: { from: null, to: 'ada@example.com' } });
    expect(Object.keys(added?.changes ?? {}).sort()).toEqual(['amounts', 'line_items', 'offer_id']);
    expect(added?.changes['amounts']).toMatchObject({ from: { total_atom: 0 }, to: { total_atom: 2_000 } });
    expect(expired?.changes['state']).toEqual({ from: 'open', to: 'expired' });
  });

  it('never holds the secret of the page', async () => {
    const { body } = await tenant.client.get<{ secure_token: string }>(`${tenant.base}/checkout-sessions/${sessionId}`);
    expect((await historyOf(tenant)).text).not.toContain(body.secure_token);
  });

  it('is what `as_of` shows, step by step', async () => {
    const states = await Promise.all(
      [0, 1, 2].map((revision) =>
        tenant.client
          .get<{ state: string }>(`${tenant.base}/checkout-sessions/${sessionId}?as_of=${revision}`)
          .then(({ body }) => body.state),
      ),
    );
    expect(states).toEqual(['open', 'open', 'expired']);
  });

  it.each(['x', '-1', '1.5', '2026-13-01T00:00:00Z', '2026-11-27', '2026-11-27T10:00:00'])('is not asked for as of %s', async (moment) => {
    const answer = await tenant.client.get(`${tenant.base}/checkout-sessions/${sessionId}?as_of=${moment}`);
    expect(faultsOf(answer)).toEqual(['query.as_of not-a-moment']);
  });

  it.each(['9999-12-31T23:59:59Z', '9999-12-31T23:59%2B0200', '999'])('is asked for as of %s, when all had happened', async (moment) => {
    const { body } = await tenant.client.get<{ revision: number }>(`${tenant.base}/checkout-sessions/${sessionId}?as_of=${moment}`);
    expect(body.revision).toBe(2);
  });

  it('is for auditors, who see nothing else of the session', async () => {
    const auditor = await tenantOf(client, tenant.accountId, ['audit']);
    expect((await historyOf(auditor)).status).toBe(200);
    expect((await auditor.client.get(`${auditor.base}/checkout-sessions/${sessionId}`)).status).toBe(403);
  });

  it.each([
    ['of another account', () => newTenant(client).then((other) => historyOf(other))],
    ['that is none', () => historyOf(tenant, 'cs_dev_00000000000000000000')],
    ['with an id of another kind', () => historyOf(tenant, tenant.accountId)],
  ])('of a session %s is not there', async (_, ask) => {
    expect(await ask()).toMatchObject({ status: 404, body: { code: 'session-not-found' } });
  });
});
