// A processor that is down: buyers are spared it, it is tried again by itself, and its merchant can read how it is.
import { afterAll, beforeAll, jest } from '@jest/globals';
import { Fault } from '@tillstream/event-sourcing';
import { made, priceOf, processorOf, sessionWith } from '../support/api-sessions';
import { apiSuite, problemOf } from '../support/api-suite';
import { newTenant, type Tenant } from '../support/api-tenant';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const [GOOD, WRONG_CURRENCY] = ['4242424242424242', '4000009908000022'];

const suite = apiSuite();
let sandbox: RunningSandbox;
let tenant: Tenant;
let price: string;
let alpha: string;
let both: string;

const connect = (own: Tenant, name: string, apiKey = `sandbox_${name}`) =>
  processorOf(own, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: apiKey } });
const routeOver = async (own: Tenant, ...ids: readonly string[]) =>
  (await made(own.client, `${own.base}/processor-routes/`, { name: 'Route', processors: ids.map((processor_id) => ({ processor_id })) }))
    .id;
const configure = (settings: object) =>
  fetch(`${sandbox.url}/_control/processors/alpha`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  });

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  tenant = await newTenant(suite().anonymous);
  price = await priceOf(tenant);
  alpha = await connect(tenant, 'alpha');
  both = await routeOver(tenant, alpha, await connect(tenant, 'beta'));
});
afterEach(() => configure({ outage: 'none' }));

const health = async (processorId = alpha) => (await tenant.client.get(`${tenant.base}/processors/${processorId}/health`)).body;
async function pay(route = both, card = GOOD) {
  const session = await sessionWith(tenant, { line_items: [{ price_id: price }], processor_route_id: route });
  const { attempt } = (await new InMemoryBuyer(suite().api, session).press({ card, email: 'ada@example.com' })).body;
  const details = await tenant.client.get<{
    processor_attempts: { processor_name: string; charge_status: string; charge_error_message: string | null }[];
  }>(`${tenant.base}/checkout-attempts/${attempt.id}/details`);
  const rows = details.body.processor_attempts.map((row) => `${row.processor_name} ${row.charge_status} ${row.charge_error_message}`);
  return { state: attempt.state, rows };
}
const viaBeta = ['alpha failed not_sent', 'beta succeeded null'];
const past = ['alpha skipped unhealthy', 'beta succeeded null'];

describe('a processor that fails', () => {
  it('is asked five times in a minute, then passed over, then tried again, and is well with the first call that works', async () => {
    expect(await health()).toEqual({
      processor_id: alpha, status: 'healthy', reason: null, recent_failures: 0, last_failure_at: null, retry_at: null, configuration_fault: null,
    }); // prettier-ignore
    await configure({ outage: 'refuse' });
    for (let count = 0; count < 5; count++) expect(await pay()).toEqual({ state: 'succeeded', rows: viaBeta });
    expect(await health()).toMatchObject({
      status: 'unhealthy',
      reason: 'busy',
      recent_failures: 5,
      retry_at: expect.any(String),
      last_failure_at: expect.any(String),
    });
    expect(await pay()).toEqual({ state: 'succeeded', rows: past });

    await suite().api.ports.clock.advance(30_000);
    expect(await health()).toMatchObject({ status: 'recovering', retry_at: null });
    expect(await pay()).toEqual({ state: 'succeeded', rows: viaBeta }); // still down: one buyer waits, and no other
    expect(await health()).toMatchObject({ status: 'unhealthy' });
    expect(await pay()).toEqual({ state: 'succeeded', rows: past });

    await configure({ outage: 'none' });
    await suite().api.ports.clock.advance(30_000);
    expect(await pay()).toEqual({ state: 'succeeded', rows: ['alpha succeeded null', 'beta not_attempted null'] });
    expect(await health()).toMatchObject({ status: 'healthy', reason: null, recent_failures: 0 });
    const numbers = await (await fetch(`${suite().api.baseUrl}/metrics`)).text();
    expect(numbers).toMatch(/tillstream_processor_failures_total\{reason="busy",app="api"\} [1-9]/);
  });

  it('is tried all the same where nobody else could charge', async () => {
    await configure({ outage: 'refuse' });
    const alone = await routeOver(tenant, alpha);
    for (let count = 0; count < 5; count++) await pay(alone);
    expect(await health()).toMatchObject({ status: 'unhealthy' });
    await configure({ outage: 'none' });
    expect(await pay(alone)).toEqual({ state: 'succeeded', rows: ['alpha succeeded null'] });
  });

  it('is well for another account, and for everybody once Redis was emptied', async () => {
    await configure({ outage: 'refuse' });
    for (let count = 0; count < 5; count++) await pay();
    expect(await health()).toMatchObject({ status: 'unhealthy' });
    suite().api.ports.breakers.wipe();
    expect(await health()).toMatchObject({ status: 'healthy' });
    expect((await pay()).rows).toEqual(viaBeta);
  });

  it('costs nobody his payment while its health cannot be looked up', async () => {
    const { breakers } = suite().api.ports;
    const down = () => Promise.reject(new Fault('unavailable', 'redis is down'));
    const spies = [jest.spyOn(breakers, 'look'), jest.spyOn(breakers, 'failed'), jest.spyOn(breakers, 'worked')].map((spy) => spy.mockImplementation(down)); // prettier-ignore
    expect((await pay()).state).toBe('succeeded');
    expect((await tenant.client.get(`${tenant.base}/processors/${alpha}/health`)).status).toBe(503);
    for (const spy of spies) spy.mockRestore();
  });
});

describe('a configuration that has to be mended', () => {
  it('is told with the processor, from the first payment that met it', async () => {
    const wrong = await connect(tenant, 'alpha', 'sandbox_wrong_key');
    expect((await pay(await routeOver(tenant, wrong, await connect(tenant, 'beta')))).state).toBe('succeeded');
    expect(await health(wrong)).toMatchObject({
      status: 'healthy', reason: 'configuration', recent_failures: 1, configuration_fault: { message: expect.stringMatching(/credentials/), seen_at: expect.any(String) },
    }); // prettier-ignore
    expect(suite().api.ports.log.lines.filter((line) => line.includes('refuses its configuration'))).toHaveLength(1);
  });

  it('of one currency leaves the processor to all others', async () => {
    for (let count = 0; count < 6; count++) await pay(both, WRONG_CURRENCY);
    expect(await health()).toMatchObject({ status: 'healthy', configuration_fault: { message: 'currency_not_enabled' } });
  });
});

it('the health of another account’s processor is not told', async () => {
  const other = await newTenant(suite().anonymous);
  expect(problemOf(await other.client.get(`${other.base}/processors/${alpha}/health`))).toBe('404 not-found');
});
