// A press at a process that remembers its session as it was before another process changed it: what counts is what the session is now.
import { afterAll, beforeAll } from '@jest/globals';
import { type InMemoryApi, inMemoryPorts, startInMemoryApi } from '../support/api-in-memory';
import { made, priceOf, processorOf, routeOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite, problemOf } from '../support/api-suite';
import { newTenant, type Tenant } from '../support/api-tenant';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { call } from '../support/merchant';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const ports = inMemoryPorts();
/** Where the merchant and the buyer's second tab are; the buyer's page is at `there`. */
const here = apiSuite(() => startInMemoryApi(ports));
let there: InMemoryApi;
let sandbox: RunningSandbox;
let tenant: Tenant;
let session: SessionBody;
let ids: { readonly alpha: string; readonly beta: string };

beforeAll(async () => {
  there = await startInMemoryApi({ ...ports, viewStore: inMemoryPorts().viewStore });
});
afterAll(() => there.close());
afterEach(() => sandbox.close());
beforeEach(async () => {
  sandbox = await startSandbox();
  tenant = await newTenant(here().anonymous);
  const price = await priceOf(tenant);
  ids = { alpha: await connect('alpha'), beta: await connect('beta') };
  const { id: customer } = await made(tenant.client, at('/customers/'), { email: 'ada@example.com' });
  session = await sessionWith(tenant, { line_items: [{ price_id: price }], customer_id: customer });
});

const connect = (name: string) => processorOf(tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` } });
const at = (path: string) => `${tenant.base}${path}`;
const pageOf = (api: InMemoryApi) => new InMemoryBuyer(api, session);
const card = { card: '4242424242424242' };

const addMug = async () =>
  made(tenant.client, at(`/checkout-sessions/${session.id}/line-items`), { price_id: await priceOf(tenant, { unit_amount_atom: 500 }) });

/** What the processors took, all in all. */
async function taken(): Promise<readonly string[]> {
  const { body } = await call<{ entries: { processor: string; kind: string; amount_atom: number }[] }>(
    `${sandbox.url}/_control/ledger`,
    'GET',
    {},
  );
  return body.entries.map(({ processor, kind, amount_atom: amount }) => `${processor} ${kind} ${amount}`);
}

describe('a press on what a process remembers', () => {
  it('asks nobody who was right only then', async () => {
    const shown = await pageOf(there).look();
    await tenant.client.patch(at(`/checkout-sessions/${session.id}`), { processor_route_id: await routeOf(tenant, ids.beta) });
    expect((await pageOf(there).press({ ...card, shown })).body).toMatchObject({ attempt: { state: 'succeeded' } });
    expect(await taken()).toEqual(['beta captured 2000']);
  });

  it('is refused once the session has run out elsewhere', async () => {
    const shown = await pageOf(there).look();
    await tenant.client.post(at(`/checkout-sessions/${session.id}/expire`));
    expect(problemOf(await pageOf(there).press({ ...card, shown }))).toBe('400 session-expired');
    expect(await taken()).toEqual([]);
  });

  it('takes an offer that was made elsewhere', async () => {
    await pageOf(there).look();
    await addMug();
    const shown = await pageOf(here().api).look();
    expect((await pageOf(there).press({ ...card, shown })).body).toMatchObject({ attempt: { state: 'succeeded' } });
    expect(await taken()).toEqual(['alpha captured 2500']);
  });

  it('takes no offer that another has followed elsewhere', async () => {
    const shown = await pageOf(there).look();
    await addMug();
    expect(problemOf(await pageOf(there).press({ ...card, shown }))).toBe('400 amount-changed');
    expect(await taken()).toEqual([]);
  });

  it('sees the attempt that another process has made of the same press', async () => {
    const shown = await pageOf(there).look();
    const first = await pageOf(here().api).press({ ...card, shown });
    const again = await pageOf(there).press({ ...card, shown });
    expect(again.body.attempt).toEqual(first.body.attempt);
    expect(await taken()).toEqual(['alpha captured 2000']);
  });

  it('makes no customer for a session that is over elsewhere', async () => {
    const customers = () => ports.eventStore.events.filter(({ type }) => type === 'CustomerCreated').length;
    session = await sessionWith(tenant, { line_items: [{ price_id: await priceOf(tenant) }] });
    const [shown, before] = [await pageOf(there).look(), customers()];
    await tenant.client.post(at(`/checkout-sessions/${session.id}/expire`));
    expect(problemOf(await pageOf(there).press({ ...card, email: 'eve@example.com', shown }))).toBe('400 session-expired');
    expect(customers()).toBe(before);
  });
});
