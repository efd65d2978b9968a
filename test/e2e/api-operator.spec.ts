// What an operator is shown of payments that do not come to an end, and of processors that fail: over the in-memory API.
import { afterAll, beforeAll } from '@jest/globals';
import { processors, unresolved } from '../../apps/till/src/doctor/payment-checks';
import { allDescribed } from '../../apps/till/src/payments/unresolved';
import { priceOf, processorOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite } from '../support/api-suite';
import { newTenant } from '../support/api-tenant';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { configure, type RunningSandbox, startSandbox, whileSilent } from '../support/sandbox-in-process';

const [GOOD, LOST] = ['4242424242424242', '4000009910000051'];
const [MINUTE, HOUR] = [60_000, 3_600_000];

const suite = apiSuite();
let sandbox: RunningSandbox;
let alpha: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  const credentials = { url: `${sandbox.url}/alpha`, api_key: 'sandbox_alpha' };
  alpha = await processorOf(suite().tenant, { name: 'Alpha Bank', credentials });
  const { client, base } = suite().tenant;
  const off = await processorOf(suite().tenant, { name: 'switched off', credentials });
  expect((await client.patch(`${base}/processors/${off}`, { is_enabled: false })).status).toBe(200);
  await processorOf(await newTenant(suite().anonymous), { name: 'of another account', credentials });
});
afterAll(() => sandbox.close());

const ports = () => suite().api.ports;

const sessionToPay = async () => sessionWith(suite().tenant, { line_items: [{ price_id: await priceOf(suite().tenant) }] });
const paying = async (card = GOOD, session?: SessionBody) =>
  new InMemoryBuyer(suite().api, session ?? (await sessionToPay())).press({ number: 1, card, email: 'ada@example.com' });

it('sees nothing where there is nothing', async () => {
  expect(await unresolved(ports())).toMatchObject({ ok: true, found: 'none' });
  expect(await processors(ports())).toMatchObject({ ok: true, found: '2 connected, none is known to fail' });
});

it('sees a charge of which nobody knows, with its processor and what asking came to; after an hour it is called out for', async () => {
  const session = await sessionToPay();
  await whileSilent(sandbox, ports().clock, () => paying(LOST, session));
  const [found, ...others] = await allDescribed(ports());
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    kind: 'charge', checkout_session_id: session.id, account_id: suite().tenant.accountId, processor_id: alpha, processor_name: 'Alpha Bank',
    reference: expect.stringMatching(/^ch_/), amount_atom: expect.any(Number), currency: 'usd', last_try: { said: 'status 500' },
    next_try_at: expect.stringMatching(/Z$/),
  }); // prettier-ignore
  await ports().clock.advance(MINUTE);
  expect(await unresolved(ports())).toMatchObject({
    ok: true,
    found: expect.stringMatching(/^1 charge; the oldest for 1 min.*: pa_dev_/),
  });
  await ports().clock.advance(HOUR);
  expect(await unresolved(ports())).toMatchObject({ ok: false, found: expect.stringMatching(/^1 charge; the oldest for 1 h/) });
});

it('sees it also when Redis has lost everything, and says that it does not know of processors', async () => {
  const before = await allDescribed(ports());
  ports().breakers.wipe();
  const documents = ports().viewStore.all;
  const checkpoint = await ports().viewStore.checkpoint();
  ports().viewStore.wipe();
  expect(await allDescribed(ports())).toEqual(before.map((one) => ({ ...one, last_try: null, next_try_at: expect.any(String) })));
  expect(await processors(ports())).toMatchObject({ ok: true, found: 'not known while the views are being made' });
  await ports().viewStore.write(documents);
  await ports().viewStore.moveCheckpoint(null, checkpoint ?? { generation: 'again', position: null, complete: true });
});

it('sees processors that do not do their work, and whose they are', async () => {
  await configure(sandbox, 'alpha', { outage: 'refuse', outage_on: ['open'] });
  for (let count = 0; count < 5; count++) expect((await paying()).body.attempt.state).toBe('failed');
  await configure(sandbox, 'alpha', { outage: 'none' });
  const { ok, found } = await processors(ports());
  expect([ok, found]).toEqual([false, expect.stringMatching(/^1 of 2 fail: Alpha Bank \(proc_dev_\w+ of acc_dev_\w+\): unhealthy \(busy, \d+ s ago\)$/)]); // prettier-ignore
  expect(found).toContain(alpha);
});

it('sees that a processor refuses its configuration', async () => {
  const tenant = await newTenant(suite().anonymous);
  await processorOf(tenant, { name: 'Wrong key', credentials: { url: `${sandbox.url}/beta`, api_key: 'wrong' } });
  const session = await sessionWith(tenant, { line_items: [{ price_id: await priceOf(tenant) }] });
  await paying(GOOD, session);
  expect(await processors(ports())).toMatchObject({
    ok: false,
    found: expect.stringMatching(/^1 of 3 fail: Wrong key \(\w+ of \w+\): its configuration is refused \(.+ ago\)$/),
  });
});
