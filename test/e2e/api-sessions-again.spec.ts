// A fresh session from an old one over the in-memory API: cloned by its merchant, renewed by the buyer who came too late.
import { beforeAll, beforeEach } from '@jest/globals';
import { priceOf, processorOf, routeOf, sessionWith } from '../support/api-sessions';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant } from '../support/api-tenant';
import { attemptInFlight } from '../support/attempt-in-flight';

const suite = apiSuite();
const client = () => suite().tenant.client;
const base = () => suite().tenant.base;
const at = (id: string) => `${base()}/checkout-sessions/${id}`;
const clone = (id: string, headers: Record<string, string> = {}) => client().post(`${at(id)}/clone`, undefined, { headers });
let processor: string;
let price: string;
beforeAll(async () => {
  processor = await processorOf(suite().tenant);
  price = await priceOf(suite().tenant);
});
const make = (more: object = {}) =>
  sessionWith(suite().tenant, { line_items: [{ price_id: price, quantity: 2, description: 'Blue' }], ...more });

describe('a clone', () => {
  it('offers and chooses the same, with a life of its own', async () => {
    const route = await routeOf(suite().tenant, processor);
    const customer = (await client().post(`${base()}/customers/`, { email: 'ada@example.com' })).body['id'];
    const old = await make({
      customer_id: customer, processor_route_id: route, expires_in_minutes: 90, reference: 'order-1', allow_promotion_codes: true,
      cascade_line_items: [{ line_items: [{ price_id: price }], processor_route_id: route }],
      card_checkout_settings: { three_ds_mode: 'first_3ds_wins' }, setup_preferences: { processors: [processor] },
    }); // prettier-ignore
    await client().post(`${at(old.id)}/expire`);
    await suite().api.ports.clock.advance(3_600_000);
    const { body } = await clone(old.id);
    const same = ['success_url', 'return_url', 'mode', 'customer_id', 'customer_email', 'cascade_tiers', 'processor_route_id', 'reference'];
    expect(same.map((field) => body[field])).toEqual(same.map((field) => old[field]));
    expect([body['card_checkout_settings'], body['setup_preferences']]).toEqual([old['card_checkout_settings'], old['setup_preferences']]);
    expect(body['line_items']).toMatchObject([{ price_id: price, quantity: 2, description: 'Blue' }]);
    expect(Date.parse(String(body['expires_at'])) - suite().api.ports.clock.now()).toBe(90 * 60_000);
    expect(body).toMatchObject({ state: 'open', revision: 0 });
    for (const own of ['id', 'secure_token', 'offer_id']) expect(body[own]).not.toBe(old[own]);
  });

  it('looks prices up again, and says where one is no longer for sale', async () => {
    const fading = await priceOf(suite().tenant);
    const old = await make({ line_items: [{ price_id: price }], cascade_line_items: [{ line_items: [{ price_id: fading }] }] });
    await client().patch(`${base()}/prices/${fading}`, { is_active: false });
    expect(faultsOf(await clone(old.id))).toEqual(['path.session_id.cascade_line_items.0.line_items.0.price_id price-inactive']);
  });

  it('is made once for one key', async () => {
    const old = await make();
    const key = { 'idempotency-key': `clone-${old.id}` };
    const [first, again] = [await clone(old.id, key), await clone(old.id, key)];
    expect(again.body['id']).toBe(first.body['id']);
    expect((await clone(old.id)).body['id']).not.toBe(first.body['id']);
  });

  it('of a session that superseded takes its place', async () => {
    const old = await make({ reference: 'order-2', supersede: true });
    const { body } = await clone(old.id);
    expect((await client().get(at(old.id))).body['state']).toBe('expired');
    await make({ reference: 'order-2', supersede: true });
    expect((await client().get(at(String(body['id'])))).body['state']).toBe('expired');
  });

  it('is not made of another account’s session, nor of none', async () => {
    const old = await make();
    const other = await newTenant(suite().anonymous);
    expect(problemOf(await other.client.post(`${other.base}/checkout-sessions/${old.id}/clone`))).toBe('404 session-not-found');
    expect(problemOf(await clone('cs_dev_00000000000000000000'))).toBe('404 session-not-found');
  });
});

describe('a renewal', () => {
  const allow = (allow_renewal: boolean) =>
    client().patch(`/api/accounts/${suite().tenant.accountId}/checkout-settings`, { allow_renewal });
  const buyer = (token: string) => `/api/checkout/${token}`;
  const renew = (token: string) => suite().anonymous.post<{ url: string }>(`${buyer(token)}/renewal`);
  const tokenIn = (url: string) => url.slice(url.lastIndexOf('/') + 1);
  const mayRenew = async (token: string) => (await suite().anonymous.get(buyer(token))).body['allow_renewal'];
  /** Facts may be two seconds old. */
  const runOut = (minutes: number) => suite().api.ports.clock.advance(minutes * 60_000 + 2_001);
  beforeEach(async () => void (await allow(true)));

  it('leads to the same fresh session, however often and at once', async () => {
    const old = await make({ expires_in_minutes: 10 });
    await runOut(10);
    expect(await mayRenew(old.secure_token)).toBe(true);
    const answers = await Promise.all([renew(old.secure_token), renew(old.secure_token), renew(old.secure_token)]);
    const urls = new Set([...answers, await renew(old.secure_token)].map(({ body }) => body.url));
    expect(urls.size).toBe(1);
    const token = tokenIn([...urls][0] ?? '');
    expect((await suite().anonymous.get(buyer(token))).body).toMatchObject({ state: 'open', is_expired: false });
    await runOut(10);
    const next = tokenIn((await renew(old.secure_token)).body.url);
    expect(next).not.toBe(token);
    expect(tokenIn((await renew(token)).body.url)).toBe(next);
  });

  it('leads to the fresh session also once that is paid', async () => {
    const old = await make({ expires_in_minutes: 10 });
    await runOut(10);
    const fresh = tokenIn((await renew(old.secure_token)).body.url);
    await client().put(`${at(`cs_dev_${fresh.slice(0, 20)}`)}/complete`);
    expect(tokenIn((await renew(old.secure_token)).body.url)).toBe(fresh);
  });

  it('is for the account to allow', async () => {
    const old = await make({ expires_in_minutes: 10 });
    await allow(false);
    await runOut(10);
    expect(await mayRenew(old.secure_token)).toBe(false);
    expect(problemOf(await renew(old.secure_token))).toBe('400 renewal-not-allowed');
  });

  it('is for those whose time ran out: not for open, paid, ended or paying ones', async () => {
    const [open, ended, paid, paying] = [await make(), await make(), await make(), await make({ expires_in_minutes: 10 })];
    await client().post(`${at(ended.id)}/expire`);
    await client().put(`${at(paid.id)}/complete`);
    await attemptInFlight(suite().api, paying.id);
    await runOut(10);
    const answers = await Promise.all([open, ended, paid].map((session) => renew(session.secure_token)));
    expect(answers.map(problemOf)).toEqual(Array(3).fill('400 renewal-not-allowed'));
    expect(problemOf(await renew(paying.secure_token))).toBe('409 payment-in-progress');
    expect(await Promise.all([open, ended, paid].map((session) => mayRenew(session.secure_token)))).toEqual([true, false, false]);
  });

  it('takes no newer session’s place', async () => {
    const old = await make({ reference: 'order-3', supersede: true, expires_in_minutes: 10 });
    await runOut(10);
    const newer = await make({ reference: 'order-3', supersede: true });
    expect(problemOf(await renew(old.secure_token))).toBe('400 renewal-not-allowed');
    expect((await client().get(at(newer.id))).body['state']).toBe('open');
  });

  it('needs a link that was made here', async () => expect(problemOf(await renew('nothing'))).toBe('404 session-not-found'));
});
