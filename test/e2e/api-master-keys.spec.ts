// The master key is replaced by another: what was sealed under the one before still opens, links and names stay what they are, and what is
// sealed from now on needs the new one.
import { Keyring } from '@tillstream/event-sourcing';
import { made, priceOf, processorOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { ApiClient } from '../support/api-client';
import { type InMemoryApi, type InMemoryPorts, inMemoryPorts, startInMemoryApi } from '../support/api-in-memory';
import { newTenant, type Tenant } from '../support/api-tenant';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

jest.setTimeout(60_000);

const [OLD, NEW] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
const EMAIL = 'ada@example.com';

let sandbox: RunningSandbox;
let ports: InMemoryPorts;
let api: InMemoryApi;
let tenant: Tenant;

/** The same stores, another process with these keys. */
async function restart(keyring: Keyring): Promise<void> {
  await api.close();
  ports = { ...ports, keyring };
  await ports.viewStore.moveCheckpoint(null, { generation: 'test', position: null, complete: true }).catch(() => undefined);
  api = await startInMemoryApi(ports);
  tenant = { ...tenant, client: (await ApiClient.of(api.baseUrl)).withToken(tenant.token) };
}

beforeAll(async () => {
  sandbox = await startSandbox();
  ports = inMemoryPorts();
  api = await startInMemoryApi(ports);
  tenant = await newTenant(await ApiClient.of(api.baseUrl));
});
afterAll(async () => {
  await api.close();
  await sandbox.close();
});

it('opens what was sealed before, pays over links from before, and finds what it named', async () => {
  await processorOf(tenant, { name: 'alpha', credentials: { url: `${sandbox.url}/alpha`, api_key: 'sandbox_alpha' } });
  const customer = await made(tenant.client, `${tenant.base}/customers/`, { email: EMAIL });
  const endpoint = await made(tenant.client, `${tenant.base}/webhook-endpoints/`, { url: 'https://shop.example/hooks', events: ['*'] });
  const lines = { line_items: [{ price_id: await priceOf(tenant) }], customer_id: customer.id };
  const old = await sessionWith(tenant, lines);

  await restart(new Keyring(NEW, [OLD]));
  const get = async (path: string) => (await tenant.client.get(`${tenant.base}${path}`)).body;
  expect(await get(`/customers/${customer.id}`)).toMatchObject({ email: EMAIL });
  expect(await get(`/webhook-endpoints/${endpoint.id}/reveal-secret`)).toMatchObject({ signing_secret: endpoint['signing_secret'] });
  // Found by a hash of his e-mail, which must not change.
  expect(await get(`/customers/?search=${EMAIL}`)).toMatchObject({ total: 1, items: [{ id: customer.id }] });
  expect((await new InMemoryBuyer(api, old).press({ card: '4242424242424242' })).body).toMatchObject({ session: { state: 'success' } });
  const fresh = await sessionWith(tenant, lines);
  const { body: shown } = await tenant.client.get<SessionBody>(`${tenant.base}/checkout-sessions/${old.id}`);
  expect([old, shown, fresh].map(({ secure_token }) => secure_token.charAt(20))).toEqual(['1', '2', '2']);
  const later = await made(tenant.client, `${tenant.base}/customers/`, { email: 'grace@example.com' });

  await restart(new Keyring(OLD));
  expect((await new InMemoryBuyer(api, old).look()).state).toBe('success');
  const withoutNew = await tenant.client.get(`${tenant.base}/customers/${later.id}`).catch((error: unknown) => String(error));
  expect(JSON.stringify(withoutNew)).not.toContain('grace@example.com');
});
