// What a merchant reads of payments: attempts with every processor of the plan, intents, charges; and money given back.
import { afterAll, beforeAll } from '@jest/globals';
import { SessionTimer } from '@tillstream/checkout';
import { priceOf, processorOf, routeOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';
import { newTenant, type Tenant } from '../support/api-tenant';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { eventually } from '../support/eventually';
import { call } from '../support/merchant';
import { configure, type RunningSandbox, startSandbox, whileSilent } from '../support/sandbox-in-process';
import { attemptCalls, paymentCalls } from '../support/strict-client/checkout.calls';
import { StrictCaller } from '../support/strict-client/strict-caller';

const [GOOD, DECLINED, SOFT_AT_ALPHA, HARD, LOST, REFUND_FAILS] = [
  '4242424242424242',
  '4000000000000002',
  '4000009911000035',
  '4000000000009979',
  '4000009910000051',
  '4000000000005126',
];

const suite = apiSuite();
let sandbox: RunningSandbox;
let tenant: Tenant;
let processors: { readonly alpha: string; readonly beta: string; readonly gamma: string };
beforeAll(async () => {
  sandbox = await startSandbox();
  tenant = await newTenant(suite().anonymous);
  processors = { alpha: await connect('alpha'), beta: await connect('beta'), gamma: await connect('gamma', { currencies: ['eur'] }) };
});
afterAll(() => sandbox.close());

const connect = (name: string, more: object = {}) =>
  processorOf(tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` }, ...more });
const strict = () => new StrictCaller(tenant.client, tenant.accountId);
const attempts = () => attemptCalls(strict());
const payments = () => paymentCalls(strict());
const at = (path: string) => `${tenant.base}${path}`;

interface Paid {
  readonly session: SessionBody;
  readonly attemptId: string;
  readonly intentId: string;
}

async function pressed(card: string, more: object = {}): Promise<Paid> {
  await suite().api.ports.clock.advance(1_000); // lists are in the order of the presses
  const session = await sessionWith(tenant, { line_items: [{ price_id: await priceOf(tenant) }], ...more });
  const answer = await new InMemoryBuyer(suite().api, session).press({ card, email: 'ada@example.com' });
  const attemptId = answer.body.attempt.id;
  return { session, attemptId, intentId: attemptId.replace(/^ca_/, 'pi_') };
}

/** Nobody knows what became of it. */
const lost = () => whileSilent(sandbox, suite().api.ports.clock, () => pressed(LOST));
const chargeOf = async ({ intentId }: Paid) => {
  const charge = (await payments().attemptsByIntent(intentId)).items.at(-1);
  if (!charge) throw new Error('there is no charge');
  return charge;
};
const paidCharge = async (card = GOOD) => (await chargeOf(await pressed(card))).id;
const stateOf = async ({ session }: Paid) => (await tenant.client.get(at(`/checkout-sessions/${session.id}`))).body['payment_state'];

async function refundedAt(chargeId: string): Promise<number> {
  const ledger = await call<{ readonly entries: readonly { readonly kind: string; readonly amount_atom: number }[] }>(
    `${sandbox.url}/_control/ledger?merchant_reference=${chargeId}`,
    'GET',
    {},
  );
  return ledger.body.entries.filter(({ kind }) => kind === 'refunded').reduce((sum, entry) => sum + entry.amount_atom, 0);
}

/** What the session's timer does once the time has come. */
const ring = ({ session }: Paid) => {
  const { app, ports } = suite().api;
  return app
    .get(SessionTimer, { strict: false })
    .ring({ stream: `checkoutSession-${session.id.slice(-20)}`, now: ports.clock.now() + 60_000 });
};

describe('attempts', () => {
  it('tell every processor of the plan: asked, left out, never reached', async () => {
    const paid = await pressed(SOFT_AT_ALPHA);
    const attempt = await attempts().get(paid.attemptId);
    expect(attempt).toMatchObject({ checkout_session_id: paid.session.id, state: 'succeeded', payment_intent_id: paid.intentId });
    expect(attempt.card_checkout_attempt_id).toBe(paid.attemptId.replace(/^ca_/, 'cca_'));
    expect(attempt.processor_attempts).toMatchObject([
      { processor_id: processors.alpha, processor_name: 'alpha', charge_status: 'failed', charge_error_message: expect.any(String) },
      { processor_id: processors.beta, charge_status: 'succeeded', charge_error_message: null, payment_attempt_id: expect.any(String) },
      { processor_id: processors.gamma, charge_status: 'skipped', charge_error_message: 'currency', payment_attempt_id: null },
    ]);
    const early = await attempts().get((await pressed(HARD)).attemptId);
    expect(early).toMatchObject({ state: 'failed', error_message_for_customer: expect.any(String) });
    expect(early.error_message_for_debug).toBe('declined: stolen_card');
    expect(early.processor_attempts?.map((row) => row.charge_status)).toEqual(['failed', 'not_attempted', 'skipped']);
  });

  it('show their rows only when asked for them, and always in the details', async () => {
    const { attemptId } = await pressed(GOOD);
    expect((await tenant.client.get(at(`/checkout-attempts/${attemptId}`))).body).toMatchObject({ processor_attempts: null });
    const details = await attempts().details(attemptId);
    expect(details.processor_attempts.map((row) => row.charge_status)).toEqual(['succeeded', 'not_attempted', 'skipped']);
  });

  it('tell the states that they went through', async () => {
    const { transitions } = await attempts().transitions((await pressed(SOFT_AT_ALPHA)).attemptId);
    expect(transitions.map((one) => [one.from_state, one.to_state])).toEqual([
      ['created', 'processing'],
      ['processing', 'succeeded'],
    ]);
    const unclear = await attempts().transitions((await lost()).attemptId);
    expect(unclear.transitions.at(-1)).toMatchObject({ from_state: 'processing', to_state: 'unresolved' });
  });

  it('are listed with the right total, page by page, and found by session and state', async () => {
    const route = await routeOf(tenant, processors.alpha);
    const session = await sessionWith(tenant, { line_items: [{ price_id: await priceOf(tenant) }], processor_route_id: route });
    const buyer = new InMemoryBuyer(suite().api, session);
    for (const number of [1, 2, 3]) {
      await buyer.press({ number, card: number < 3 ? DECLINED : GOOD, email: 'ada@example.com' });
      await suite().api.ports.clock.advance(1_000);
    }
    const filtered = (filter: object, more = '') =>
      tenant.client.get<{ items: { id: string; state: string }[]; total: number; has_more: boolean }>(
        at(`/checkout-attempts/?filter=${encodeURIComponent(JSON.stringify(filter))}${more}`),
      );
    const mine = { checkout_session_id: session.id };
    expect((await filtered(mine)).body).toMatchObject({ total: 3, has_more: false });
    const page = (await filtered(mine, '&limit=2&sortOrder=1')).body;
    expect([page.items.map(({ state }) => state), page.total, page.has_more]).toEqual([['failed', 'failed'], 3, true]);
    expect((await filtered({ ...mine, state: 'failed' })).body).toMatchObject({ total: 2 });
    const all = (await tenant.client.get<{ total: number }>(at('/checkout-attempts/'))).body.total;
    await pressed(GOOD);
    expect((await tenant.client.get<{ total: number }>(at('/checkout-attempts/'))).body.total).toBe(all + 1);
    expect(faultsOf(await filtered({ stat: 'failed' }))).toEqual(['query.filter.stat unknown-filter']);
  });

  it('and intents answer 503 while nobody can know which session holds them', async () => {
    const { attemptId } = await pressed(GOOD);
    const { viewStore } = suite().api.ports;
    const complete = await viewStore.checkpoint();
    const held = await viewStore.get(tenant.accountId, 'checkoutAttempt', attemptId.slice(-20));
    expect(held).toMatchObject({ state: { facts: { state: 'succeeded' } } });
    await viewStore.moveCheckpoint(complete, { generation: 'test', position: null, complete: false });
    const unknown = `ca_dev_${'x'.repeat(20)}`;
    expect((await tenant.client.get(at(`/checkout-attempts/${attemptId}`))).status).toBe(200); // it is there already
    expect(problemOf(await tenant.client.get(at(`/checkout-attempts/${unknown}`)))).toBe('503 views-rebuilding');
    expect(problemOf(await tenant.client.get(at('/checkout-attempts/')))).toBe('503 views-rebuilding');
    await viewStore.moveCheckpoint(await viewStore.checkpoint(), complete as NonNullable<typeof complete>);
    expect(problemOf(await tenant.client.get(at(`/checkout-attempts/${unknown}`)))).toBe('404 not-found');
    expect(problemOf(await suite().tenant.client.get(`${suite().tenant.base}/checkout-attempts/${attemptId}`))).toBe('404 not-found');
  });
});

describe('intents', () => {
  it('are what was paid, and by whom', async () => {
    const paid = await pressed(SOFT_AT_ALPHA);
    expect(await payments().intent(paid.intentId)).toMatchObject({
      status: 'succeeded', amount_atom: 2_000, amount_atom_received: 2_000, currency: 'usd', attempt_count: 2, customer_email: 'ada@example.com',
      processor: { id: processors.beta, name: 'beta' }, confirmed_at: expect.any(String),
    }); // prettier-ignore
    const charges = (await payments().attemptsByIntent(paid.intentId)).items;
    expect(charges.map(({ status }) => status)).toEqual(['failed', 'succeeded']);
    expect(charges[0]).toMatchObject({ is_soft_decline: true, processor_id: processors.alpha, captured_at: null });
    const listed = await payments().intents();
    expect(listed.items[0]?.id).toBe(paid.intentId);
  });

  it('of an unknown outcome are processing, their charge pending', async () => {
    const { intentId } = await lost();
    expect(await payments().intent(intentId)).toMatchObject({ status: 'processing', amount_atom_received: 0, confirmed_at: null });
    expect((await payments().attemptsByIntent(intentId)).items).toMatchObject([{ status: 'pending' }]);
  });

  it('are only there where somebody was asked for money', async () => {
    const session = await sessionWith(tenant, { line_items: [{ price_id: await priceOf(tenant, { unit_amount_atom: 0 }) }] });
    const { body } = await new InMemoryBuyer(suite().api, session).press({ email: 'ada@example.com' });
    expect(await attempts().get(body.attempt.id)).toMatchObject({ state: 'succeeded', payment_intent_id: null });
    const intent = at(`/payments/intents/${body.attempt.id.replace(/^ca_/, 'pi_')}`);
    expect(problemOf(await tenant.client.get(intent))).toBe('404 not-found');
    expect(problemOf(await tenant.client.get(at(`/checkout-attempts/${body.attempt.id}/state-transitions`)))).toBe('404 not-found');
  });
});

describe('refunds', () => {
  it('give back in part and then the rest, as the session says', async () => {
    const paid = await pressed(GOOD);
    const charge = (await chargeOf(paid)).id;
    const refund = await payments().refund({
      payment_attempt_external_id: charge, amount_atom: 500, currency: 'USD', reason: 'requested_by_customer', metadata: { ticket: '7' },
    }); // prettier-ignore
    expect(refund).toMatchObject({ charge_id: charge, amount_atom: 500, status: 'succeeded', metadata: { ticket: '7' } });
    expect([await stateOf(paid), await refundedAt(charge)]).toEqual(['partially_refunded', 500]);
    expect(await chargeOf(paid)).toMatchObject({ refunded_amount_atom: 500, refunded: false });
    const rest = await payments().refund({ payment_attempt_external_id: charge });
    expect(rest).toMatchObject({ amount_atom: 1_500, reason: null });
    expect([await stateOf(paid), await refundedAt(charge)]).toEqual(['refunded', 2_000]);
    expect((await payments().refundsByCharge(charge)).items.map(({ id }) => id)).toEqual([rest.id, refund.id]);
    expect((await payments().refundsByAttempt(charge)).map(({ id }) => id)).toEqual([rest.id, refund.id]);
    expect(await payments().getRefund(refund.id)).toEqual(refund);
    const again = await tenant.client.post(at('/payments/refunds/'), { payment_attempt_external_id: charge });
    expect(problemOf(again)).toBe('400 charge-already-refunded');
  });

  it('never exceed what was taken, with twenty at once', async () => {
    const charge = await paidCharge();
    const body = { payment_attempt_external_id: charge, amount_atom: 300 };
    const answers = await Promise.all(Array.from({ length: 20 }, () => tenant.client.post(at('/payments/refunds/'), body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(6);
    expect(new Set(answers.filter(({ status }) => status !== 200).flatMap(faultsOf))).toEqual(
      new Set(['body.amount_atom refund-exceeds-captured']),
    );
    expect(await refundedAt(charge)).toBe(1_800);
  });

  it('with one key are one refund', async () => {
    const charge = await paidCharge();
    const sent = { headers: { 'idempotency-key': 'refund-once' } };
    const body = { payment_attempt_external_id: charge, amount_atom: 700 };
    const [first, again] = [
      await tenant.client.post(at('/payments/refunds/'), body, sent),
      await tenant.client.post(at('/payments/refunds/'), body, sent),
    ];
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await refundedAt(charge)).toBe(700);
  });

  it('that the merchant made himself are recorded, and nobody is asked', async () => {
    const charge = await paidCharge();
    const refund = await payments().refund({ payment_attempt_external_id: charge, refunded_out_of_band: true });
    expect(refund).toMatchObject({ status: 'succeeded', reason: 'manual_out_of_band', amount_atom: 2_000 });
    expect(await refundedAt(charge)).toBe(0);
  });

  it('whose answer is lost stay pending, and are found by the timer', async () => {
    const paid = await pressed(GOOD);
    const charge = (await chargeOf(paid)).id;
    await configure(sandbox, 'alpha', { lost_answers_on: ['refund'] });
    const refund = await payments().refund({ payment_attempt_external_id: charge, amount_atom: 400 });
    await configure(sandbox, 'alpha', { lost_answers_on: [] });
    expect(refund).toMatchObject({ status: 'pending', processed_at: null });
    const tooMuch = await tenant.client.post(at('/payments/refunds/'), { payment_attempt_external_id: charge, amount_atom: 1_601 });
    expect(faultsOf(tooMuch)).toEqual(['body.amount_atom refund-exceeds-captured']); // it counts all the same
    expect(await ring(paid)).toEqual({});
    expect(await payments().getRefund(refund.id)).toMatchObject({ status: 'succeeded', processor_refund_id: refund.id });
    expect(await refundedAt(charge)).toBe(400);
  });

  it('that never reached the processor are asked for again by the timer', async () => {
    const paid = await pressed(GOOD);
    const charge = (await chargeOf(paid)).id;
    await configure(sandbox, 'alpha', { outage: 'error', outage_on: ['refund', 'inquire'] });
    const refund = await payments().refund({ payment_attempt_external_id: charge, amount_atom: 400 });
    expect(refund.status).toBe('pending');
    expect(await ring(paid)).toEqual({ runAgainAt: expect.any(Number) });
    await configure(sandbox, 'alpha', { outage: 'none' });
    expect(await ring(paid)).toEqual({});
    expect([(await payments().getRefund(refund.id)).status, await refundedAt(charge)]).toEqual(['succeeded', 400]);
  });

  it('that fail later free their amount again', async () => {
    const paid = await pressed(REFUND_FAILS);
    const charge = (await chargeOf(paid)).id;
    await configure(sandbox, 'alpha', { refund_settle_ms: 1 });
    const refund = await payments().refund({ payment_attempt_external_id: charge });
    expect(refund.status).toBe('pending');
    const isSettled = async () => (await ring(paid)).runAgainAt === undefined;
    await eventually(isSettled, { timeoutMs: 5_000, describe: 'the processor has ended the refund' });
    expect(await payments().getRefund(refund.id)).toMatchObject({ status: 'failed', failure_code: 'refund_failed' });
    expect(await stateOf(paid)).toBe('paid');
    expect(await payments().refund({ payment_attempt_external_id: charge, refunded_out_of_band: true })).toMatchObject({
      amount_atom: 2_000,
    });
  });

  it('are refused for what took no money, and for what is not there', async () => {
    const failed = (await chargeOf(await pressed(HARD))).id;
    const wanted = (body: object) => tenant.client.post(at('/payments/refunds/'), body);
    expect(faultsOf(await wanted({ payment_attempt_external_id: failed }))).toEqual([
      'body.payment_attempt_external_id charge-not-captured',
    ]);
    expect(faultsOf(await wanted({ payment_attempt_external_id: `pa_dev_${'x'.repeat(20)}` }))).toEqual([
      'body.payment_attempt_external_id payment-attempt-not-found',
    ]);
    expect(faultsOf(await wanted({ payment_attempt_external_id: await paidCharge(), currency: 'eur' }))).toEqual([
      'body.currency refund-currency-differs',
    ]);
    expect(problemOf(await tenant.client.get(at(`/payments/refunds/re_dev_${'x'.repeat(20)}`)))).toBe('404 not-found');
    expect((await payments().refundsByAttempt(failed)).length).toBe(0);
  });
});

describe('what is told of payments', () => {
  interface Told {
    readonly type: string;
    readonly aggregate_type: string;
    readonly version: number;
    readonly data: { readonly id: string; readonly status: string };
    readonly previous_data: object | null;
  }
  const eventsOf = async (id: string) =>
    (await tenant.client.get<{ items: Told[] }>(at(`/events/?aggregate_id=${id}&sortOrder=1`))).body.items;

  it('is told about the intent and the refund, each counted for itself, each as the API shows it', async () => {
    const paid = await pressed(GOOD);
    const [intent, ...more] = await eventsOf(paid.intentId);
    expect([intent, more]).toMatchObject([{ type: 'payment_intent.succeeded', aggregate_type: 'payment_intent', version: 1 }, []]);
    const { processor, ...shown } = await payments().intent(paid.intentId);
    expect(intent?.data).toMatchObject({ ...shown, processor: processor?.id });
    const charge = (await chargeOf(paid)).id;
    const refund = await payments().refund({ payment_attempt_external_id: charge, amount_atom: 500 });
    const told = await eventsOf(refund.id);
    expect(told.map(({ type, version, data }) => [type, version, data.status])).toEqual([
      ['refund.created', 1, 'pending'],
      ['refund.updated', 2, 'succeeded'],
    ]);
    expect(told[1]?.data).toEqual(refund);
    expect(told[1]?.previous_data).toMatchObject({ status: 'pending' });
    expect(await eventsOf(`re_dev_${'x'.repeat(20)}`)).toEqual([]);
    const foreign = await suite().tenant.client.get(`${suite().tenant.base}/events/?aggregate_id=${refund.id}`);
    expect(foreign.body).toMatchObject({ items: [], total: 0 });
  });

  it('is told when a payment failed', async () => {
    const { intentId } = await pressed(HARD);
    expect((await eventsOf(intentId)).map(({ type }) => type)).toEqual(['payment_intent.failed']);
  });
});
