// A merchant who is paid through Stripe: connecting it, and what becomes of payments, over the API and a stand-in for Stripe.
import { afterAll, beforeAll } from '@jest/globals';
import { SessionTimer } from '@tillstream/checkout';
import { made, priceOf, processorOf, routeOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite, faultsOf } from '../support/api-suite';
import { newTenant, type Tenant } from '../support/api-tenant';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { eventually } from '../support/eventually';
import { cardTraces } from '../support/card-traces';
import { call } from '../support/merchant';
import { asTimePasses, type RunningSandbox, startSandbox } from '../support/sandbox-in-process';
import { paymentCalls } from '../support/strict-client/checkout.calls';
import { StrictCaller } from '../support/strict-client/strict-caller';
import { STAND_IN_KEY, STAND_IN_WEBHOOK_SECRET, StripeStandIn } from '../support/stripe-stand-in/stand-in';

// Stripe's words for each; the sandbox approves the second one.
const [GOOD, SOFT, HARD, LOST, WAIT, REFUND_PENDING, CHALLENGED] = [
  '4242424242424242',
  '6011111111111117',
  '4000000000009987',
  '4000009990000039',
  '4000009990000096',
  '4000000000007726',
  '4000002760003184',
];
/** After this a processor that was silent is asked again. */
const HEALTHY_AGAIN_MS = 10 * 60_000;
const MONTHLY = { pricing_type: 'recurring', recurring_interval: 'month', unit_amount_atom: 900 };

const suite = apiSuite();
let stripe: StripeStandIn;
let sandbox: RunningSandbox;
let tenant: Tenant;
let processors: { readonly stripe: string; readonly beta: string };

beforeAll(async () => {
  [stripe, sandbox] = await Promise.all([StripeStandIn.start(() => suite().api.ports.clock.now()), startSandbox()]);
  tenant = await newTenant(suite().anonymous);
  processors = {
    stripe: await processorOf(tenant, { name: 'Stripe', provider: 'stripe', credentials: stripe.credentials }),
    beta: await processorOf(tenant, { name: 'beta', credentials: { url: `${sandbox.url}/beta`, api_key: 'sandbox_beta' } }),
  };
});
afterEach(async () => {
  stripe.troubles.clear();
  stripe.world.notices.url = null;
  await suite().api.ports.clock.advance(HEALTHY_AGAIN_MS);
});
afterAll(async () => {
  await Promise.all([stripe.stop(), sandbox.close()]);
  expect(stripe.faults).toEqual([]);
});

const at = (path: string) => `${tenant.base}${path}`;
const payments = () => paymentCalls(new StrictCaller(tenant.client, tenant.accountId));
const buyerOf = (session: SessionBody) => new InMemoryBuyer(suite().api, session);
const bought = async (terms: object = {}, more: object = {}) =>
  sessionWith(tenant, { line_items: [{ price_id: await priceOf(tenant, terms) }], ...more });
const stateOf = async ({ id }: SessionBody) => (await tenant.client.get(at(`/checkout-sessions/${id}`))).body;

async function pressed(card: string, terms: object = {}) {
  const session = await bought(terms);
  const { body } = await buyerOf(session).press({ card, email: 'ada@example.com' });
  return { session, body, intentId: body.attempt.id.replace(/^ca_/, 'pi_') };
}

const chargesOf = async (intentId: string) => (await payments().attemptsByIntent(intentId)).items;

const ring = (session: SessionBody) => {
  const { app, ports } = suite().api;
  return app
    .get(SessionTimer, { strict: false })
    .ring({ stream: `checkoutSession-${session.id.slice(-20)}`, now: ports.clock.now() + 60_000 });
};

describe('connecting', () => {
  const refused = async (terms: object) =>
    faultsOf(await tenant.client.post(at('/processors/'), { name: 'Stripe', provider: 'stripe', credentials: {}, ...terms }));

  it('tells all that is missing, strange or wrong at once, with its place', async () => {
    expect(
      await refused({ credentials: { url: 'http://127.0.0.1:1', secret_key: 'pk_test_0123456789', api_base: 'http://10.0.0.1' } }),
    ).toEqual([
      'body.credentials.url credential-not-of-provider',
      'body.credentials.secret_key credential-malformed',
      'body.credentials.api_base credential-malformed',
    ]);
    expect(await refused({ credentials: { webhook_secret: 'secret' } })).toEqual([
      'body.credentials.webhook_secret credential-malformed',
      'body.credentials.secret_key credential-missing',
    ]);
    expect(await refused({ provider: 'sandbox', credentials: { secret_key: STAND_IN_KEY } })).toEqual([
      'body.credentials.secret_key credential-not-of-provider',
      'body.credentials.url credential-missing',
      'body.credentials.api_key credential-missing',
    ]);
  });

  it('shows nothing of what was given', async () => {
    const { body } = await tenant.client.get(at(`/processors/${processors.stripe}`));
    expect(body).toMatchObject({ provider: 'stripe', name: 'Stripe' });
    expect(JSON.stringify(body)).not.toMatch(/sk_test|whsec/);
  });
});

describe('paying', () => {
  it('takes the money once, and the session is paid', async () => {
    const { session, body, intentId } = await pressed(GOOD);
    expect(body).toMatchObject({ attempt: { state: 'succeeded' }, session: { state: 'success' } });
    const [charge] = await chargesOf(intentId);
    expect(charge).toMatchObject({ status: 'succeeded', processor_id: processors.stripe, amount_atom: 2_000 });
    expect(stripe.captures(charge?.id ?? '')).toEqual([2_000]);
    expect(await stateOf(session)).toMatchObject({ payment_state: 'paid' });
  });

  it('goes on to the next processor after a soft decline, and takes nothing here', async () => {
    const { body, intentId } = await pressed(SOFT);
    const charges = await chargesOf(intentId);
    expect(charges.map(({ processor_id: id, failure_code: code }) => [id, code])).toEqual([
      [processors.stripe, 'card_not_supported'],
      [processors.beta, null],
    ]);
    expect([body.attempt.state, charges[1]?.status]).toEqual(['succeeded', 'succeeded']);
    expect(stripe.captures(charges[0]?.id ?? '')).toEqual([]);
  });

  it.each([
    [HARD, 'lost_card'],
    [WAIT, 'do_not_honor'],
  ])('asks nobody else after %s was declined with %s, whose advice is to stop', async (card, code) => {
    const { body, intentId } = await pressed(card);
    expect(body.attempt.state).toBe('failed');
    expect((await chargesOf(intentId)).map(({ failure_code }) => failure_code)).toEqual([code]);
  });

  it('is charged elsewhere, once, when Stripe cannot be asked', async () => {
    stripe.troubles.plan({ at: /.*/, what: 'rate-limit', when: 'before' });
    const { body, intentId } = await pressed(GOOD);
    const charges = await chargesOf(intentId);
    expect([body.attempt.state, charges.map(({ status }) => status)]).toEqual(['succeeded', ['failed', 'succeeded']]);
    expect(charges[1]).toMatchObject({ processor_id: processors.beta });
    expect(stripe.captures(charges[0]?.id ?? '')).toEqual([]);
  });

  it('whose answer is lost is asked about at once, and taken once', async () => {
    const { body, intentId } = await pressed(LOST);
    const charges = await chargesOf(intentId);
    expect([body.attempt.state, charges.map(({ status }) => status)]).toEqual(['succeeded', ['succeeded']]);
    expect(stripe.captures(charges[0]?.id ?? '')).toEqual([2_000]);
  });

  it('asks nobody else while it is unknown, and is paid once Stripe is asked', async () => {
    stripe.troubles.plan({ method: 'GET', at: /payment_intents/, what: 'error', when: 'before' });
    const { session, body, intentId } = await asTimePasses(suite().api.ports.clock, () => pressed(LOST));
    expect(body.session.payment_state).toBe('unresolved');
    const charges = await chargesOf(intentId);
    expect(charges.map(({ status }) => status)).toEqual(['pending']);
    stripe.troubles.clear();
    await ring(session);
    expect(await stateOf(session)).toMatchObject({ state: 'success', payment_state: 'paid' });
    expect(stripe.captures(charges[0]?.id ?? '')).toEqual([2_000]);
  });

  it('has nothing to say in an amount that Stripe has not: the next processor takes it', async () => {
    const { body, intentId } = await pressed(GOOD, { currency: 'kwd', unit_amount_atom: 1_999 });
    expect(body.attempt.state).toBe('succeeded');
    expect((await chargesOf(intentId)).map(({ processor_id: id }) => id)).toEqual([processors.stripe, processors.beta]);
  });
});

describe('3-D Secure', () => {
  const challenged = async () => {
    const session = await bought({}, { processor_route_id: await routeOf(tenant, processors.stripe) });
    const buyer = buyerOf(session);
    const { body } = await buyer.press({ card: CHALLENGED, email: 'ada@example.com' });
    expect(body.attempt).toMatchObject({ state: 'requires_action', action: { type: 'challenge' } });
    return { session, buyer, attempt: body.attempt, url: body.attempt.action?.url ?? '' };
  };
  const atBank = async (url: string, result: 'approve' | 'fail') =>
    (await fetch(url, { method: 'POST', body: new URLSearchParams({ result }), redirect: 'manual' })).headers.get('location') ?? '';
  const captured = async (attemptId: string) => {
    const charges = await chargesOf(attemptId.replace(/^ca_/, 'pi_'));
    return charges.flatMap(({ id }) => stripe.captures(id));
  };

  it('shows the bank’s page by its address, leads back, and takes the money only once the buyer is back', async () => {
    const { session, buyer, attempt, url } = await challenged();
    const back = await atBank(url, 'approve');
    expect(back).toContain(`http://pay.test/checkout/${session.secure_token}/challenge/${attempt.id}/return`);
    expect(await captured(attempt.id)).toEqual([]);
    const { body } = await buyer.finish(attempt);
    expect(body).toMatchObject({ attempt: { state: 'succeeded' }, session: { payment_state: 'paid' } });
    expect(await captured(attempt.id)).toEqual([2_000]);
  });

  it('takes nothing where the buyer fails', async () => {
    const { buyer, attempt, url } = await challenged();
    await atBank(url, 'fail');
    const { body } = await buyer.finish(attempt);
    expect(body).toMatchObject({ attempt: { state: 'failed', message_id: 'authentication-failed' }, session: { state: 'open' } });
    expect(await captured(attempt.id)).toEqual([]);
  });
});

describe('notices', () => {
  const listen = async () => {
    const { body } = await tenant.client.get(at(`/processors/${processors.stripe}`));
    stripe.world.notices.url = `${suite().api.baseUrl}${String(body['notice_path'])}`;
  };
  const comesTo = (session: SessionBody, state: string) =>
    eventually(async () => (await stateOf(session))['payment_state'] === state, { timeoutMs: 10_000, describe: `the session is ${state}` });

  it('settle a payment of which nobody knew', async () => {
    stripe.troubles.plan({ method: 'GET', at: /payment_intents/, what: 'error', when: 'before' });
    const { session } = await asTimePasses(suite().api.ports.clock, () => pressed(LOST));
    const told = stripe.events.findLast(({ type }) => type === 'payment_intent.succeeded');
    await listen();
    stripe.world.notices.tell('payment_intent.succeeded', told?.object ?? {});
    await comesTo(session, 'paid');
  });

  it('settle a refund that took its time, and are not believed under another secret', async () => {
    const { session, intentId } = await pressed(REFUND_PENDING);
    await listen();
    const id = (await chargesOf(intentId))[0]?.id ?? '';
    await tenant.client.patch(at(`/processors/${processors.stripe}`), { notice_secret: 'whsec_anotherendpoint' });
    expect(await payments().refund({ payment_attempt_external_id: id })).toMatchObject({ status: 'pending' });
    const isToldOf = () => stripe.events.find(({ type }) => type === 'refund.updated');
    const told = await eventually(isToldOf, { timeoutMs: 10_000, describe: 'the refund has ended' });
    expect(await stateOf(session)).toMatchObject({ payment_state: 'paid' });
    await tenant.client.patch(at(`/processors/${processors.stripe}`), { notice_secret: STAND_IN_WEBHOOK_SECRET });
    stripe.world.notices.tell('refund.updated', told.object);
    await comesTo(session, 'refunded');
  });

  it('of a dispute are noted with the payment', async () => {
    const { session, intentId } = await pressed(GOOD);
    await listen();
    const id = (await chargesOf(intentId))[0]?.id ?? '';
    const intent = stripe.world.ledger.find(({ merchantReference }) => merchantReference === id)?.intent;
    stripe.world.notices.tell('charge.dispute.created', {
      id: 'du_1',
      object: 'dispute',
      payment_intent: intent,
      status: 'needs_response',
    });
    const history = async () =>
      (await tenant.client.get<{ items: { type: string }[] }>(at(`/checkout-sessions/${session.id}/history`))).body.items;
    const isNoted = async () => (await history()).some(({ type }) => type === 'DisputeNoticed');
    await eventually(isNoted, { timeoutMs: 10_000, describe: 'the dispute is noted' });
  });
});

describe('afterwards', () => {
  it('money goes back in part and then the rest', async () => {
    const { session, intentId } = await pressed(GOOD);
    const id = (await chargesOf(intentId))[0]?.id ?? '';
    expect(await payments().refund({ payment_attempt_external_id: id, amount_atom: 500 })).toMatchObject({ status: 'succeeded' });
    expect(await payments().refund({ payment_attempt_external_id: id })).toMatchObject({ status: 'succeeded', amount_atom: 1_500 });
    expect(stripe.refunds(id)).toEqual([500, 1_500]);
    expect(await stateOf(session)).toMatchObject({ payment_state: 'refunded' });
  });

  it('a refund whose answer was lost is pending, and settles without a second one', async () => {
    const { session, intentId } = await pressed(GOOD);
    const id = (await chargesOf(intentId))[0]?.id ?? '';
    stripe.troubles.plan({ method: 'POST', at: /\/refunds$/, what: 'drop', when: 'after' });
    expect(await payments().refund({ payment_attempt_external_id: id })).toMatchObject({ status: 'pending' });
    stripe.troubles.clear();
    await ring(session);
    expect(stripe.refunds(id)).toEqual([2_000]);
    expect(await stateOf(session)).toMatchObject({ payment_state: 'refunded' });
  });

  it('a card that was saved with a charge is charged again by its customer, without its number', async () => {
    const customer = (await made(tenant.client, at('/customers/'), { email: 'grace@example.com' })).id;
    await buyerOf(await bought(MONTHLY, { customer_id: customer })).press({ card: GOOD });
    const methods = (await tenant.client.get<{ id: string }[]>(at(`/payments/payment_methods/by_customer/${customer}`))).body;
    expect(methods).toHaveLength(1);
    const { body } = await buyerOf(await bought({}, { customer_id: customer })).press({ method: methods[0]?.id ?? '' });
    expect(body.attempt.state).toBe('succeeded');
    const id = (await chargesOf(body.attempt.id.replace(/^ca_/, 'pi_')))[0]?.id ?? '';
    expect(stripe.captures(id)).toEqual([2_000]);
  });

  it('a card is saved without a charge', async () => {
    const customer = (await made(tenant.client, at('/customers/'), { email: 'joan@example.com' })).id;
    const { body } = await buyerOf(await sessionWith(tenant, { mode: 'setup', customer_id: customer })).press({ card: GOOD });
    expect(body).toMatchObject({ attempt: { state: 'succeeded' }, session: { state: 'success' } });
    const { body: again } = await buyerOf(await bought({}, { customer_id: customer })).press({
      method: (await tenant.client.get<{ id: string }[]>(at(`/payments/payment_methods/by_customer/${customer}`))).body[0]?.id ?? '',
    });
    expect(again.attempt.state).toBe('succeeded');
  });

  it('no card number and no key stands in any log, answer or event', async () => {
    const { ports } = suite().api;
    const events = await call(`${suite().api.baseUrl}${at('/events/?limit=100')}`, 'GET', { token: tenant.token });
    const everything = [ports.log.lines.join('\n'), JSON.stringify(events.body), stripe.log.join('\n')].join('\n');
    expect(cardTraces(everything, [GOOD, SOFT, HARD, LOST, WAIT])).toEqual([]);
    for (const secret of [STAND_IN_KEY, STAND_IN_WEBHOOK_SECRET]) expect(everything).not.toContain(secret);
  });
});
