// Limits against card testing, as buyers and merchants meet them.
import { afterAll, beforeAll, jest } from '@jest/globals';
import { SessionTimer } from '@tillstream/checkout';
import { Fault } from '@tillstream/event-sourcing';
import { made, priceOf, processorOf, routeOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { call } from '../support/merchant';
import { ApiClient } from '../support/api-client';
import { inMemoryPorts, type InMemoryPorts, startInMemoryApi } from '../support/api-in-memory';
import { apiSuite, problemOf } from '../support/api-suite';
import { newTenant, type Tenant } from '../support/api-tenant';
import { InMemoryBuyer, type Press } from '../support/buyer-in-memory';
import { eventually } from '../support/eventually';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const [GOOD, DECLINED, STOLEN, REVOKED] = ['4242424242424242', '4000000000000002', '4000000000009979', '4000009901000037'];
/** Declined for good. */
const FIVE = [STOLEN, '4000000000009987', '4100000000000019', '4000009901000011', '4000009901000029'];
const MINUTE = 60_000;

const ports: InMemoryPorts = inMemoryPorts();
const suite = apiSuite(() => startInMemoryApi(ports, { limits: {}, trustedProxies: ['127.0.0.1'] })); // as they are by themselves
let sandbox: RunningSandbox;
let tenant: Tenant;
let price: string;
let route: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  ({ tenant } = suite());
  price = await priceOf(tenant);
  const processor = await processorOf(tenant, { name: 'alpha', credentials: { url: `${sandbox.url}/alpha`, api_key: 'sandbox_alpha' } });
  route = await routeOf(tenant, processor);
});
afterAll(() => sandbox.close());

const newSession = () => sessionWith(tenant, { line_items: [{ price_id: price }], processor_route_id: route });
const buyerOf = (session: SessionBody) => new InMemoryBuyer(suite().api, session);
let addresses = 0;
/** Of somebody who was never here before. */
const anotherAddress = () => `198.51.${Math.floor(++addresses / 250)}.${(addresses % 250) + 1}`;
const press = (session: SessionBody, pressed: Press) =>
  buyerOf(session).press({ card: GOOD, email: 'ada@example.com', from: anotherAddress(), ...pressed });
const read = async ({ id }: SessionBody) => (await tenant.client.get(`${tenant.base}/checkout-sessions/${id}`)).body;
const numbers = async () => (await fetch(`${suite().api.baseUrl}/metrics`)).text();

describe('presses from one address', () => {
  it('are six in a minute, whichever sessions they are of; then the buyer is told how long to wait', async () => {
    const from = anotherAddress();
    for (let count = 0; count < 6; count++) expect((await press(await newSession(), { from })).status).toBe(200);
    const refused = await press(await newSession(), { from });
    expect(problemOf(refused)).toBe('429 too-many-requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    for (let count = 0; count < 20; count++) expect((await press(await newSession(), { from })).status).toBe(429); // none of which counts for the hour
    expect((await press(await newSession(), {})).status).toBe(200); // somebody else
    await ports.clock.advance(MINUTE);
    expect((await press(await newSession(), { from })).status).toBe(200);
    expect(await numbers()).toMatch(/tillstream_limited_requests_total\{limit="attempts",app="api"\} 21\b/);
  });

  it('are twenty in an hour', async () => {
    const from = anotherAddress();
    for (let count = 0; count < 20; count++) {
      expect((await press(await newSession(), { from })).status).toBe(200);
      await ports.clock.advance(15_000);
    }
    const refused = await press(await newSession(), { from });
    expect(problemOf(refused)).toBe('429 too-many-requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50 * 60);
  });

  it('count an IPv6 customer by his /64, not by each of his addresses', async () => {
    for (let count = 0; count < 6; count++)
      expect((await press(await newSession(), { from: `2001:db8:7:1::${count + 1}` })).status).toBe(200);
    expect(problemOf(await press(await newSession(), { from: '2001:db8:7:1:ffff::9' }))).toBe('429 too-many-requests');
    expect((await press(await newSession(), { from: '2001:db8:7:2::1' })).status).toBe(200);
  });

  it('do not count what the page repeats until it is answered', async () => {
    const [session, from] = [await newSession(), anotherAddress()];
    for (let count = 0; count < 12; count++) expect((await press(session, { from })).status).toBe(200);
  });

  it('do not count what is repeated at another process, which remembers the session as it was before', async () => {
    const [session, from] = [await newSession(), anotherAddress()];
    const there = await startInMemoryApi(ports, { limits: {}, trustedProxies: ['127.0.0.1'] });
    try {
      const again = new InMemoryBuyer(there, session);
      const shown = await again.look();
      for (let count = 0; count < 5; count++) await press(await newSession(), { from });
      const sixth = await press(session, { from });
      const repeated = await again.press({ card: GOOD, email: 'ada@example.com', from, shown });
      expect([repeated.status, repeated.body]).toEqual([200, sixth.body]);
    } finally {
      await there.close();
    }
  });

  it('are let through while the counters do not answer, and somebody is told', async () => {
    const hit = jest.spyOn(ports.limits, 'hit').mockRejectedValue(new Fault('unavailable', 'redis is down'));
    try {
      const from = anotherAddress();
      for (let count = 0; count < 7; count++) expect((await press(await newSession(), { from })).status).toBe(200);
    } finally {
      hit.mockRestore();
    }
    expect(ports.log.lines.filter((line) => line.includes('"limit":"attempts"'))).toHaveLength(1);
    expect(await numbers()).toMatch(/tillstream_uncounted_requests_total\{limit="attempts",app="api"\} 14\b/); // two windows each
  });

  it('leave no address behind: neither in the names of the counters nor in the log', async () => {
    const hit = jest.spyOn(ports.limits, 'hit');
    await press(await newSession(), { from: '192.0.2.77' });
    const names = hit.mock.calls.map(([name]) => name);
    hit.mockRestore();
    expect(names.filter((name) => name.startsWith('attempts:'))).toHaveLength(2);
    expect([...names, ...ports.log.lines].filter((text) => text.includes('192.0.2'))).toEqual([]);
    expect(ports.log.lines.filter((line) => line.includes('TRUSTED_PROXIES'))).toEqual([]); // this proxy is named
  });
});

it('an address that no trusted proxy vouches for is not believed', async () => {
  const api = await startInMemoryApi(inMemoryPorts(), { limits: {} });
  try {
    const own = await newTenant(await ApiClient.of(api.baseUrl));
    const item = { price_id: await priceOf(own, { unit_amount_atom: 0 }) };
    const pressed = async (count: number) =>
      new InMemoryBuyer(api, await sessionWith(own, { line_items: [item] })).press({ email: 'a@example.com', from: `203.0.113.${count}` });
    for (let count = 1; count <= 6; count++) expect((await pressed(count)).status).toBe(200);
    expect(problemOf(await pressed(7))).toBe('429 too-many-requests');
    expect(api.ports.log.lines.filter((line) => line.includes('TRUSTED_PROXIES'))).toHaveLength(1); // whoever runs it may have forgotten his proxy
  } finally {
    await api.close();
  }
});

describe('a session', () => {
  it('is tried ten times; then nobody pays on it, and its merchant can read why', async () => {
    const session = await newSession();
    for (let number = 1; number <= 10; number++) expect((await press(session, { number, card: STOLEN })).body.attempt.state).toBe('failed');
    expect(await buyerOf(session).look()).toMatchObject({ attempt_limit_reached: null });
    expect(await read(session)).toMatchObject({ attempt_limit_reached: null });
    for (const number of [11, 12]) expect(problemOf(await press(session, { number }))).toBe('400 too-many-attempts');
    expect(await read(session)).toMatchObject({ attempt_limit_reached: 'attempts', state: 'open', revision: 42 });
    expect(await buyerOf(session).look()).toMatchObject({ attempt_limit_reached: 'attempts', state: 'open' });
    const history = await tenant.client.get<{ items: { type: string }[] }>(`${tenant.base}/checkout-sessions/${session.id}/history`);
    expect(history.body.items.filter(({ type }) => type === 'AttemptLimitReached')).toHaveLength(1);
    expect(await numbers()).toMatch(/tillstream_refused_presses_total\{why="too-many-attempts",app="api"\} 2\b/);
    // Its merchant may still decide.
    expect((await tenant.client.put(`${tenant.base}/checkout-sessions/${session.id}/complete`)).body).toMatchObject({ state: 'success' });
  });

  it('is tried with five cards; a sixth is refused, one of the five is not', async () => {
    const session = await newSession();
    for (const [index, card] of FIVE.entries()) expect((await press(session, { number: index + 1, card })).status).toBe(200);
    expect(problemOf(await press(session, { number: 6 }))).toBe('400 too-many-cards');
    expect(await read(session)).toMatchObject({ attempt_limit_reached: 'cards' });
    expect(await buyerOf(session).look()).toMatchObject({ attempt_limit_reached: 'cards' });
    expect((await press(session, { number: 6, card: STOLEN })).status).toBe(200);
  });

  it('that was tried too often is not begun again by its buyer', async () => {
    await tenant.client.patch(`/api/accounts/${tenant.accountId}/checkout-settings`, { allow_renewal: true });
    const [tried, fresh] = [await newSession(), await newSession()];
    for (let number = 1; number <= 11; number++) await press(tried, { number, card: '4000009901000011' });
    const offersToRenew = async (session: SessionBody) => (await buyerOf(session).look()).allow_renewal;
    expect([await offersToRenew(tried), await offersToRenew(fresh)]).toEqual([false, true]);
    await ports.clock.advance(24 * 60 * MINUTE);
    expect([await offersToRenew(tried), await offersToRenew(fresh)]).toEqual([false, true]);
    const renew = ({ secure_token }: SessionBody) => suite().anonymous.post(`/api/checkout/${secure_token}/renewal`);
    expect(problemOf(await renew(tried))).toBe('400 renewal-not-allowed');
    expect((await renew(fresh)).status).toBe(200);
  });

  it('keeps its limits when everything in Redis is gone', async () => {
    const session = await newSession();
    for (let number = 1; number <= 10; number++) await press(session, { number, card: REVOKED });
    ports.limits.wipe();
    expect(problemOf(await press(session, { number: 11 }))).toBe('400 too-many-attempts');
  });
});

/** A new account, whose route asks two processors. */
async function atBoth() {
  const own = await newTenant(suite().anonymous);
  const at = (name: string) => processorOf(own, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` } });
  const processors = [{ processor_id: await at('alpha') }, { processor_id: await at('beta') }];
  const processor_route_id = (await made(own.client, `${own.base}/processor-routes/`, { name: 'Both', processors })).id;
  const line_items = [{ price_id: await priceOf(own) }];
  const session = (wish: object = { line_items }) => sessionWith(own, { ...wish, processor_route_id });
  const pressed = async (card: string, wish?: object) => press(await session(wish), { card });
  return { tenant: own, session, pay: (card: string) => pressed(card), save: (card: string) => pressed(card, { mode: 'setup' }) };
}

/** So many tries of cards were counted at this account, and none is any more. */
async function allTakenBack({ accountId }: Tenant, count: number) {
  const counted = async () => {
    const types: string[] = [];
    for await (const { type, metadata } of ports.eventStore.readAll(['cardUse-'])) if (metadata.accountId === accountId) types.push(type);
    return types.sort();
  };
  const all = Array.from({ length: 2 * count }, (_, nth) => (nth < count ? 'CardTried' : 'CardTryReturned'));
  await eventually(async () => (await counted()).length >= all.length, { timeoutMs: 5_000, describe: 'all tries are taken back' });
  expect(await counted()).toEqual(all);
}

describe('tries of one card at an account', () => {
  it('end where its scheme ends them: before any call, on whatever session, until the window has passed', async () => {
    const declined = async () => press(await newSession(), { card: DECLINED });
    for (let count = 0; count < 15; count++) expect((await declined()).body.attempt.message_id).toBe('card-declined');
    const session = await newSession();
    expect(problemOf(await press(session, { card: DECLINED }))).toBe('400 card-tried-too-often');
    expect(await read(session)).toMatchObject({ payment_intent_id: null, revision: 0 });
    expect((await press(await newSession(), {})).status).toBe(200); // another card
    await ports.clock.advance(30 * 24 * 60 * MINUTE);
    expect((await declined()).body.attempt.message_id).toBe('card-declined');
  });

  it('end in the middle of a cascade too, and the attempt says so', async () => {
    const own = await atBoth();
    const declined = () => own.pay(DECLINED);
    for (let count = 0; count < 7; count++) expect((await declined()).body.attempt.message_id).toBe('card-declined'); // 14 tries
    const { attempt } = (await declined()).body;
    expect(attempt).toMatchObject({ state: 'failed', message_id: 'card-tried-too-often' });
    const details = await own.tenant.client.get<{
      error_message_for_debug: string;
      processor_attempts: { charge_error_message: string }[];
    }>(`${own.tenant.base}/checkout-attempts/${attempt.id}/details`);
    expect(details.body.error_message_for_debug).toBe('scheme-limit');
    expect(details.body.processor_attempts.map((row) => row.charge_error_message)).toEqual(['do_not_honor', 'scheme_limit']);
  });

  it('are also those in which it was only to be saved, at one processor after the other', async () => {
    const own = await atBoth();
    for (let count = 0; count < 7; count++) expect((await own.save(DECLINED)).body.attempt.message_id).toBe('card-declined'); // 14 tries
    const { attempt } = (await own.save(DECLINED)).body;
    expect(attempt).toMatchObject({ state: 'failed', message_id: 'card-tried-too-often' });
    const { body } = await own.tenant.client.get<{ processor_attempts: { setup_error_message: string }[] }>(
      `${own.tenant.base}/checkout-attempts/${attempt.id}/details`,
    );
    expect(body.processor_attempts.map((row) => row.setup_error_message)).toEqual(['do_not_honor', 'scheme_limit']);
    expect(problemOf(await own.save(DECLINED))).toBe('400 card-tried-too-often');
  });

  it('are none where it was saved, there and at the route’s other processors', async () => {
    const own = await atBoth();
    for (let count = 0; count < 9; count++) expect((await own.save(GOOD)).body.attempt.state).toBe('succeeded'); // 18 calls
    await allTakenBack(own.tenant, 18);
  });

  it('are none in a challenge that was passed, nor in the one that was put aside for nothing', async () => {
    const own = await atBoth();
    const session = await own.session();
    const buyer = buyerOf(session);
    const { attempt } = (await buyer.press({ card: '4000002760003184', email: 'ada@example.com', from: anotherAddress() })).body;
    await call(attempt.action?.url ?? '', 'POST', { body: { result: 'approve' } });
    expect((await buyer.finish(attempt)).body.attempt.state).toBe('succeeded');
    const timer = suite().api.app.get(SessionTimer, { strict: false });
    await timer.ring({ stream: `checkoutSession-${session.id.slice(-20)}`, now: ports.clock.now() + 1 });
    await allTakenBack(own.tenant, 2);
  });

  it('are none where an approval was found only by asking', async () => {
    const own = await atBoth();
    expect((await own.pay('4000009910000077')).body.attempt.state).toBe('succeeded'); // 500, charged
    await allTakenBack(own.tenant, 1);
  });

  it('that were approved are none', async () => {
    for (let count = 0; count < 17; count++) {
      const { body } = await press(await newSession(), { card: '5555555555554444' });
      expect(body.attempt.state).toBe('succeeded');
    }
  });
});

describe('creations with one token', () => {
  it('are so many in a minute, clones included; other tokens have their own', async () => {
    const api = await startInMemoryApi(inMemoryPorts(), { limits: { creationsPerMinute: 3 } });
    try {
      const anonymous = await ApiClient.of(api.baseUrl);
      const [one, two] = [await newTenant(anonymous), await newTenant(anonymous)];
      const sessions = [await sessionWith(one), await sessionWith(one)];
      const clone = () => one.client.post(`${one.base}/checkout-sessions/${sessions[0]?.id}/clone`);
      expect((await clone()).status).toBe(200);
      const refused = await clone();
      expect(problemOf(refused)).toBe('429 too-many-requests');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      await sessionWith(two);
      await api.ports.clock.advance(MINUTE);
      await sessionWith(one);
    } finally {
      await api.close();
    }
  });
});
