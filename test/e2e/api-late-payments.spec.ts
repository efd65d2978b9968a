// Money that arrives when its attempt is over: a challenge that was put aside could not be closed, and the buyer's bank approves it after all.
import { afterAll, beforeAll } from '@jest/globals';
import { checkoutSession, type ResolveCharge, SessionTimer } from '@tillstream/checkout';
import { causedByTimer, Executor, StateCache, StreamReader } from '@tillstream/event-sourcing';
import { couponOf } from '../support/api-promotions';
import { priceOf, processorOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite } from '../support/api-suite';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { eventually } from '../support/eventually';
import { call } from '../support/merchant';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const [GOOD, LATE] = ['4242424242424242', '4000009912000034'];
const suite = apiSuite();
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  for (const name of ['alpha', 'beta'])
    await processorOf(suite().tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` } });
  await call(`${sandbox.url}/_control/processors/beta`, 'PUT', { body: { always: 'stolen_card' } });
});
afterAll(() => sandbox.close());

const client = () => suite().tenant.client;
const at = (path: string) => `${suite().tenant.base}${path}`;
const read = async ({ id }: SessionBody) => (await client().get(at(`/checkout-sessions/${id}`))).body;
const used = async (couponId: string) => (await client().get(at(`/coupons/${couponId}`))).body['redemption_count'];
const sessionFor = async (more: object = {}) =>
  sessionWith(suite().tenant, { line_items: [{ price_id: await priceOf(suite().tenant) }], ...more });
const press = (session: SessionBody, card: string) => new InMemoryBuyer(suite().api, session).press({ card, email: 'ada@example.com' });
const configure = (body: object) => call(`${sandbox.url}/_control/processors/alpha`, 'PUT', { body });

interface Charge {
  readonly status: string;
  readonly refunded_atom: number;
  readonly action?: { readonly url: string };
}

/** Alpha's challenge is put aside, beta refuses the card for good, so that the attempt fails; nobody can close the challenge, and the bank takes the money all the same. Answers the charge's id. */
async function paidTooLate(session: SessionBody): Promise<string> {
  await configure({ outage: 'error', outage_on: ['close'], late_challenge_ms: 1 });
  const { body } = await press(session, LATE);
  expect(body.attempt).toMatchObject({ state: 'failed' });
  const intent = body.attempt.id.replace(/^ca_/, 'pi_');
  const charges = await client().get<{ items: { id: string; status: string }[] }>(at(`/payments/payment_attempts/by_intent/${intent}`));
  const charge = charges.body.items.find(({ status }) => status === 'requires_action')?.id ?? '';
  const { action } = await atBank(charge);
  await call(action?.url ?? '', 'POST', { body: { result: 'approve' } });
  const isTaken = async () => (await atBank(charge)).status === 'approved';
  await eventually(isTaken, { timeoutMs: 5_000, describe: 'the bank has taken the money' });
  await configure({ outage: 'none' });
  return charge;
}

const atBank = async (charge: string): Promise<Charge> =>
  (await call<Charge>(`${sandbox.url}/alpha/charges?merchant_reference=${charge}`, 'GET', { token: 'sandbox_alpha' })).body;

const ring = ({ id }: SessionBody) => {
  const { app, ports } = suite().api;
  return app.get(SessionTimer, { strict: false }).ring({ stream: `checkoutSession-${id.slice(-20)}`, now: ports.clock.now() + 1 });
};

const told = async (id: string) => {
  const { body } = await client().get<{ items: { type: string }[] }>(at(`/events/?aggregate_id=${id}&sortOrder=1`));
  return body.items.map(({ type }) => type);
};

describe('a late payment', () => {
  it('of a customer who was erased meanwhile goes back, and keeps nothing of him', async () => {
    const customer = (await client().post(at('/customers/'), { email: 'erased@example.com' })).body;
    const customer_id = String(customer['id']);
    const price_id = await priceOf(suite().tenant, { pricing_type: 'recurring', recurring_interval: 'month', unit_amount_atom: 900 });
    const session = await sessionFor({ customer_id, line_items: [{ price_id }] });
    const charge = await paidTooLate(session);
    expect((await client().post(at(`/customers/${customer_id}/erase`))).status).toBe(200);
    expect(await ring(session)).toEqual({});
    expect(await atBank(charge)).toMatchObject({ refunded_atom: 900 });
    expect(await read(session)).toMatchObject({ state: 'expired', subscription_ids: [] });
    const { body } = await client().get<object[]>(at(`/payments/payment_methods/by_customer/${customer_id}?include_inactive=true`));
    expect(body).toEqual([]);
  });

  it('completes a session that is still open, and is told beside it', async () => {
    const session = await sessionFor();
    await paidTooLate(session);
    expect(await ring(session)).toEqual({});
    const paid = await read(session);
    expect(paid).toMatchObject({ state: 'success', payment_state: 'paid' });
    expect((await told(session.id)).slice(-3)).toEqual([
      'checkout_session.payment_failed',
      'checkout_session.late_payment',
      'checkout_session.completed',
    ]);
    expect(await told(String(paid['payment_intent_id']))).toEqual(['payment_intent.failed', 'payment_intent.succeeded']);
    const attempt = await client().get(at(`/checkout-attempts/${String(paid['payment_intent_id']).replace(/^pi_/, 'ca_')}`));
    expect(attempt.body).toMatchObject({ state: 'succeeded', error_message_for_customer: null, error_message_for_debug: null });
    expect((await new InMemoryBuyer(suite().api, session).look()).attempt).toMatchObject({ state: 'succeeded', message_id: null });
  });

  it('regains the slot of a limited promotion, which is counted once', async () => {
    const coupon_id = await couponOf(suite().tenant, { max_redemptions: 1 });
    const session = await sessionFor({ coupon_id });
    await paidTooLate(session);
    expect(await used(coupon_id)).toBe(0);
    await ring(session);
    expect([(await read(session))['state'], await used(coupon_id)]).toEqual(['success', 1]);
  });

  it('goes back when another buyer has the last slot by now', async () => {
    const coupon_id = await couponOf(suite().tenant, { max_redemptions: 1 });
    const [session, other] = [await sessionFor({ coupon_id }), await sessionFor({ coupon_id })];
    const charge = await paidTooLate(session);
    expect((await press(other, GOOD)).body.session.state).toBe('success');
    await ring(session);
    expect(await read(session)).toMatchObject({ state: 'open', payment_state: 'refunded' });
    expect([(await atBank(charge)).refunded_atom, await used(coupon_id)]).toEqual([1_800, 1]);
    const refunds = await client().get<{ id: string; reason: string }[]>(at(`/payments/refunds/by_attempt/${charge}`));
    expect(refunds.body).toMatchObject([{ reason: 'expired_uncaptured_charge', status: 'succeeded', amount_atom: 1_800 }]);
    expect(await told(refunds.body[0]?.id ?? '')).toEqual(['refund.created', 'refund.updated']);
  });

  it('leaves no slot behind when somebody else sends it back in between', async () => {
    const coupon_id = await couponOf(suite().tenant, { max_redemptions: 1 });
    const [session, other] = [await sessionFor({ coupon_id }), await sessionFor({ coupon_id })];
    const charge = await paidTooLate(session);
    const { eventStore: store, clock, log } = suite().api.ports;
    const [key, stream] = [session.id.slice(-20), `checkoutSession-${session.id.slice(-20)}`];
    const rival = new Executor({ store, reader: new StreamReader(store, new StateCache(10)), clock, log });
    const refunds: ResolveCharge = {
      type: 'ResolveCharge', now: clock.now(), chargeKey: charge.slice(-20), result: 'approved', by: 'notice', reference: null, code: null, advice: null, savedCard: null,
      nextChargeKey: '', hasMeans: false, subscriptionKeys: [], latePayment: 'complete', holdsSlot: false, isBuyerErased: false, lateRefundKey: 'R'.repeat(20),
    }; // prettier-ignore
    const context = causedByTimer({ accountId: suite().tenant.accountId, stream, revision: 0, name: 'rival' });
    store.interceptor = {
      // The slot is regained by now, and nothing of the money is written.
      async before(call) {
        if (call.operation !== 'append' || call.stream !== stream) return;
        store.interceptor = {};
        await rival.run(checkoutSession, { key, context }, refunds);
      },
    };
    await ring(session);
    expect(await read(session)).toMatchObject({ state: 'open' });
    expect((await press(other, GOOD)).body.session).toMatchObject({ state: 'success', tiers: [{ due_now_atom: 1_800 }] });
  });

  it('goes back when the session was paid otherwise', async () => {
    const session = await sessionFor();
    const charge = await paidTooLate(session);
    const again = await new InMemoryBuyer(suite().api, session).press({ number: 2, card: GOOD, email: 'ada@example.com' });
    expect(again.body.session.state).toBe('success');
    await ring(session);
    expect(await read(session)).toMatchObject({ state: 'success', payment_state: 'paid' });
    expect((await atBank(charge)).refunded_atom).toBe(2_000);
  });
});
