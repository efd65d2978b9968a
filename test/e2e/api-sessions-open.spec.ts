// Open sessions over the in-memory API, with processors that answer: what changes elsewhere meanwhile, and how long they stay open.
import { afterAll, beforeAll } from '@jest/globals';
import { SessionTimer } from '@tillstream/checkout';
import { made, priceOf, processorOf, routeOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const suite = apiSuite();
const client = () => suite().tenant.client;
const at = (path: string) => `${suite().tenant.base}${path}`;
const clock = () => suite().api.ports.clock;
let sandbox: RunningSandbox;
let alpha: string;
let beta: string;
const connect = (name: string) =>
  processorOf(suite().tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` } });
beforeAll(async () => {
  sandbox = await startSandbox();
  alpha = await connect('alpha');
  beta = await connect('beta');
});
afterAll(() => sandbox.close());

const session = async ({ id }: { readonly id: string }) => (await client().get(at(`/checkout-sessions/${id}`))).body;
const pay = (opened: SessionBody) => new InMemoryBuyer(suite().api, opened).press({ card: '4242424242424242', email: 'ada@example.com' });

describe('what changes elsewhere while a session is open', () => {
  it('a price and its product that are no longer for sale are paid for as they were', async () => {
    const price = await priceOf(suite().tenant);
    const opened = await sessionWith(suite().tenant, { line_items: [{ price_id: price }] });
    const product = opened.line_items[0]?.product_id;
    await client().patch(at(`/prices/${price}`), { is_active: false });
    await client().patch(at(`/products/${product}`), { is_active: false, name: 'Gone' });
    expect(faultsOf(await client().post(at(`/checkout-sessions/${opened.id}/line-items`), { price_id: price }))).toEqual([
      'body.price_id price-inactive',
    ]);
    expect((await pay(opened)).body.session).toMatchObject({
      state: 'success',
      tiers: [{ line_items: [{ name: 'Mug' }], due_now_atom: 2_000 }],
    });
  });

  it('a processor that was disabled is passed over, with the reason', async () => {
    const opened = await sessionWith(suite().tenant, { line_items: [{ price_id: await priceOf(suite().tenant) }] });
    await client().patch(at(`/processors/${alpha}`), { is_enabled: false });
    await clock().advance(2_001); // facts may be two seconds old
    expect((await pay(opened)).body.session.state).toBe('success');
    const attempts = await client().get<{ items: { processor_attempts: object[] }[] }>(
      at(`/checkout-attempts/?expand=processor_attempts&filter=${encodeURIComponent(JSON.stringify({ checkout_session_id: opened.id }))}`),
    );
    expect(attempts.body.items[0]?.processor_attempts).toMatchObject([
      { processor_id: alpha, charge_status: 'skipped', charge_error_message: 'disabled' },
      { processor_id: beta, charge_status: 'succeeded' },
    ]);
    await client().patch(at(`/processors/${alpha}`), { is_enabled: true });
  });

  it('a route that it names is not deleted before it ends', async () => {
    const route = await routeOf(suite().tenant, alpha);
    const opened = await sessionWith(suite().tenant, { processor_route_id: route });
    expect(problemOf(await client().delete(at(`/processor-routes/${route}`)))).toBe('400 route-in-use');
    await client().post(at(`/checkout-sessions/${opened.id}/expire`));
    expect((await client().delete(at(`/processor-routes/${route}`))).status).toBe(204);
  });
});

describe('the end of a session', () => {
  const HOUR = 3_600_000;
  const lifeOf = async (body: object) => {
    const opened = await sessionWith(suite().tenant, body);
    return [(Date.parse(String(opened['expires_at'])) - clock().now()) / HOUR, opened['expires_in_hours']];
  };
  const settings = () => `/api/accounts/${suite().tenant.accountId}/checkout-settings`;

  it('is as asked for, else as the account says, else after a day; hours are rounded up', async () => {
    expect(await lifeOf({ expires_in_hours: 3 })).toEqual([3, 3]);
    expect(await lifeOf({ expires_in_minutes: 61 })).toEqual([61 / 60, 2]);
    expect(await lifeOf({})).toEqual([24, 24]);
    await client().patch(settings(), { session_expiration_minutes: 90 });
    await clock().advance(2_001);
    expect(await lifeOf({})).toEqual([1.5, 2]);
    expect(await lifeOf({ expires_in_hours: 720 })).toEqual([720, 720]);
    await client().patch(settings(), { session_expiration_minutes: null });
    await clock().advance(2_001);
  });

  it('is asked for in one unit, within bounds', async () => {
    const create = (body: object) =>
      client().post(at('/checkout-sessions/'), { success_url: 'https://a.example', return_url: 'https://a.example', ...body });
    expect(faultsOf(await create({ expires_in_hours: 1, expires_in_minutes: 5 }))).toEqual(['body.expires_in_minutes expiry-given-twice']);
    expect(faultsOf(await create({ line_items: [{ price_id: 'none' }], expires_in_hours: 1, expires_in_minutes: 5 }))).toEqual([
      'body.line_items.0.price_id price-not-found',
      'body.expires_in_minutes expiry-given-twice',
    ]);
    expect(faultsOf(await create({ expires_in_hours: 721 }))).toEqual(['body.expires_in_hours too-large']);
    expect(faultsOf(await create({ expires_in_minutes: 43_201 }))).toEqual(['body.expires_in_minutes too-large']);
  });

  it('holds also before it is written', async () => {
    const price = await priceOf(suite().tenant);
    const opened = await sessionWith(suite().tenant, { line_items: [{ price_id: price }], expires_in_minutes: 5 });
    await clock().advance(5 * 60_000);
    expect(await session(opened)).toMatchObject({ state: 'open', is_expired: true, expired_at: null });
    const path = at(`/checkout-sessions/${opened.id}`);
    const refused = [
      await client().post(`${path}/line-items`, { price_id: price }), await client().patch(path, {}), await client().put(`${path}/complete`),
    ]; // prettier-ignore
    expect(refused.map(problemOf)).toEqual(Array(3).fill('400 session-expired'));
    expect((await pay(opened)).body).toMatchObject({ code: 'session-expired' });
    await suite()
      .api.app.get(SessionTimer, { strict: false })
      .ring({ stream: `checkoutSession-${opened.id.slice(-20)}`, now: clock().now() });
    expect(await session(opened)).toMatchObject({ state: 'expired', is_expired: true, expired_at: new Date(clock().now()).toISOString() });
  });

  it('needs no body to be asked for, nor does completing, and both are fine twice', async () => {
    const [ended, done] = [
      await made(client(), at('/checkout-sessions/'), { success_url: 'https://a.example', return_url: 'https://a.example' }),
      await sessionWith(suite().tenant),
    ];
    for (const [method, path] of [
      ['POST', `${ended.id}/expire`],
      ['PUT', `${done.id}/complete`],
    ] as const) {
      // prettier-ignore
      const answers = [await client().send(method, at(`/checkout-sessions/${path}`), {}), await client().send(method, at(`/checkout-sessions/${path}`), { raw: '', headers: { 'content-type': 'application/json' } })];
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(answers[1]?.body).toEqual(answers[0]?.body);
    }
  });
});
