// Cards that are saved: in mode setup, on a trial, with a charge; and paid with again by the customer whom the merchant named.
import { afterAll, beforeAll } from '@jest/globals';
import { SessionTimer } from '@tillstream/checkout';
import { made, priceOf, processorOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite, problemOf } from '../support/api-suite';
import { newTenant } from '../support/api-tenant';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { eventually } from '../support/eventually';
import { call } from '../support/merchant';
import { type RunningSandbox, startSandbox, whileSilent } from '../support/sandbox-in-process';

const [GOOD, DECLINED, SOFT_AT_ALPHA, LOST, ONLY_SAVED] = [
  '4242424242424242',
  '4000000000000002',
  '4000009911000035',
  '4000009910000051',
  '4000000000000341',
];
const TRIAL = { pricing_type: 'recurring', recurring_interval: 'month', unit_amount_atom: 900, trial_days: 7 };
const MONTHLY = { pricing_type: 'recurring', recurring_interval: 'month', unit_amount_atom: 900 };

const suite = apiSuite();
let sandbox: RunningSandbox;
let processors: { readonly alpha: string; readonly beta: string };
beforeAll(async () => {
  sandbox = await startSandbox();
  processors = { alpha: await connect('alpha'), beta: await connect('beta') };
});
afterAll(() => sandbox.close());

const connect = (name: string) =>
  processorOf(suite().tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` } });
const client = () => suite().tenant.client;
const at = (path: string) => `${suite().tenant.base}${path}`;
const buyerOf = (session: SessionBody) => new InMemoryBuyer(suite().api, session);
let customers = 0;
const customer = async (email = `buyer-${(customers += 1)}@example.com`) => (await made(client(), at('/customers/'), { email })).id;
const lines = async (terms: object = {}) => ({ line_items: [{ price_id: await priceOf(suite().tenant, terms) }] });
const session = async ({ id }: { readonly id: string }) => (await client().get(at(`/checkout-sessions/${id}`))).body;
const methodsOf = async (customerId: string, query = '') =>
  (
    await client().get<{ id: string; name: string; is_active: boolean }[]>(
      at(`/payments/payment_methods/by_customer/${customerId}${query}`),
    )
  ).body;

interface Entry {
  readonly kind: string;
  readonly processor: string;
  readonly merchant_reference: string;
}
const captures = async (): Promise<readonly Entry[]> => {
  const { body } = await call<{ readonly entries: readonly Entry[] }>(`${sandbox.url}/_control/ledger`, 'GET', {});
  return body.entries.filter(({ kind }) => kind === 'captured');
};

describe('mode setup', () => {
  const setup = async (more: object = {}) => sessionWith(suite().tenant, { mode: 'setup', customer_id: await customer(), ...more });

  it('saves the card, takes nothing, and completes', async () => {
    const taken = (await captures()).length;
    const created = await setup();
    expect(await buyerOf(created).look()).toMatchObject({ offer_id: null, payment_required: false, saved_payment_methods: [] });
    const pressed = await buyerOf(created).press({ card: GOOD });
    expect([pressed.status, pressed.body]).toMatchObject([200, { attempt: { state: 'succeeded' }, session: { state: 'success' } }]);
    expect(await session(created)).toMatchObject({ state: 'success', payment_state: 'none', payment_intent_id: null });
    const [method] = await methodsOf(String(created['customer_id']));
    expect(method).toMatchObject({ name: 'Visa •••• 4242', is_active: true, provider_type: 'credit_card' });
    expect(method).toMatchObject({ metadata: { brand: 'visa', last_four: '4242', exp_month: 12, exp_year: 2044 } });
    expect((await captures()).length).toBe(taken);
  });

  it.each([
    ['4000056655665556', { funding: 'debit' }],
    ['4000000760000002', { country: 'BR' }],
  ])('keeps what the processor tells of %s', async (card, origin) => {
    const created = await setup();
    await buyerOf(created).press({ card });
    expect(await methodsOf(String(created['customer_id']))).toMatchObject([{ metadata: origin }]);
  });

  it('asks the next processor when the first one will not', async () => {
    const created = await setup();
    expect((await buyerOf(created).press({ card: SOFT_AT_ALPHA })).body).toMatchObject({ session: { state: 'success' } });
  });

  it('tells the merchant of each call, once', async () => {
    const created = await setup();
    const { attempt } = (await buyerOf(created).press({ card: SOFT_AT_ALPHA })).body;
    const told = await client().get<{ state: string; processor_attempts: unknown[] }>(
      at(`/checkout-attempts/${attempt.id}?expand=processor_attempts`),
    );
    expect(told.body).toMatchObject({ state: 'succeeded', payment_intent_id: null });
    expect(told.body.processor_attempts).toMatchObject([
      { processor_id: processors.alpha, charge_status: 'not_attempted', setup_status: 'failed', setup_error_message: 'do_not_honor' },
      {
        processor_id: processors.beta,
        charge_status: 'not_attempted',
        setup_status: 'succeeded',
        payment_method_id: `pm_dev_${attempt.id.slice(-20)}`,
      },
    ]);
  });

  it('lets a declined buyer try another card', async () => {
    const created = await setup();
    expect((await buyerOf(created).press({ card: DECLINED })).body).toMatchObject({
      attempt: { state: 'failed', message_id: 'card-declined' },
      session: { state: 'open', payment_state: 'none' },
    });
    expect((await buyerOf(created).press({ number: 2, card: GOOD })).body).toMatchObject({ session: { state: 'success' } });
  });

  it('makes a call again that nobody answered: no money moves', async () => {
    const created = await setup();
    expect((await buyerOf(created).press({ card: LOST })).body).toMatchObject({ session: { state: 'success' } });
    expect(await methodsOf(String(created['customer_id']))).toHaveLength(1);
  });

  it('is one attempt, however often the button is pressed', async () => {
    const created = await setup();
    const both = await Promise.all([buyerOf(created).press({ card: GOOD }), buyerOf(created).press({ card: GOOD })]);
    expect(both.map(({ status }) => status).filter((status) => status !== 200 && status !== 202)).toEqual([]);
    const isDone = async () => (await session(created))['state'] === 'success';
    await eventually(isDone, { timeoutMs: 5_000, describe: 'the session is a success' });
    expect(await methodsOf(String(created['customer_id']))).toHaveLength(1);
  });

  it('prefers the processors that the merchant named', async () => {
    const created = await setup({ setup_preferences: { processors: [processors.beta] } });
    await buyerOf(created).press({ card: GOOD });
    const [method] = await methodsOf(String(created['customer_id']));
    expect(await chargedAt(String(created['customer_id']), method?.id)).toEqual(['beta']);
  });

  it('takes an e-mail where no customer was named, and a card in any case', async () => {
    const created = await sessionWith(suite().tenant, { mode: 'setup' });
    expect((await buyerOf(created).press({ card: GOOD })).body).toMatchObject({ detail: [{ loc: ['body', 'customer', 'email'] }] });
    expect((await buyerOf(created).press({ email: 'new@example.com' })).body).toMatchObject({ detail: [{ type: 'card-required' }] });
    expect((await buyerOf(created).press({ card: GOOD, email: 'new@example.com' })).body).toMatchObject({ session: { state: 'success' } });
    expect(await methodsOf(String((await session(created))['customer_id']))).toHaveLength(1);
  });
});

/** Pays a mug with a saved card; answers which processors took the money. */
async function chargedAt(customerId: string, method: string | undefined): Promise<readonly string[]> {
  const before = await captures();
  const created = await sessionWith(suite().tenant, { customer_id: customerId, ...(await lines()) });
  const pressed = await buyerOf(created).press({ method: method ?? '' });
  expect([pressed.status, pressed.body]).toMatchObject([200, { session: { state: 'success', payment_state: 'paid' } }]);
  return (await captures()).slice(before.length).map(({ processor }) => processor);
}

describe('a trial', () => {
  it('saves the card and takes nothing; the subscription names the card', async () => {
    const taken = (await captures()).length;
    const customerId = await customer();
    const created = await sessionWith(suite().tenant, { customer_id: customerId, ...(await lines(TRIAL)) });
    expect((await buyerOf(created).press({})).body).toMatchObject({ detail: [{ type: 'card-required' }] });
    expect((await buyerOf(created).press({ card: GOOD })).body).toMatchObject({ session: { state: 'success', payment_state: 'none' } });
    const done = await session(created);
    const [subscriptionId] = done['subscription_ids'] as string[];
    const [method] = await methodsOf(customerId);
    expect((await client().get(at(`/subscriptions/${subscriptionId}`))).body).toMatchObject({
      state: 'trialing',
      payment_method: method?.id,
    });
    expect((await captures()).length).toBe(taken);
  });

  it('completes at once with a card that is saved already', async () => {
    const customerId = await customer();
    const first = await sessionWith(suite().tenant, { mode: 'setup', customer_id: customerId });
    await buyerOf(first).press({ card: GOOD });
    const created = await sessionWith(suite().tenant, { customer_id: customerId, ...(await lines(TRIAL)) });
    const [offered] = (await buyerOf(created).look()).saved_payment_methods;
    expect((await buyerOf(created).press({ method: offered?.id ?? '' })).body).toMatchObject({ session: { state: 'success' } });
    const [subscriptionId] = (await session(created))['subscription_ids'] as string[];
    expect((await client().get(at(`/subscriptions/${subscriptionId}`))).body).toMatchObject({ payment_method: offered?.id });
    expect(await methodsOf(customerId)).toHaveLength(1);
  });
});

describe('a charge', () => {
  it('saves the card when something recurs, and the subscription names it', async () => {
    const customerId = await customer();
    const created = await sessionWith(suite().tenant, { customer_id: customerId, ...(await lines(MONTHLY)) });
    await buyerOf(created).press({ card: GOOD });
    const [method] = await methodsOf(customerId);
    const [subscriptionId] = (await session(created))['subscription_ids'] as string[];
    expect((await client().get(at(`/subscriptions/${subscriptionId}`))).body).toMatchObject({ payment_method: method?.id });
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('of a mug saves it when that is ticked: %s', async (saveCard, saved) => {
    const customerId = await customer();
    const created = await sessionWith(suite().tenant, { customer_id: customerId, ...(await lines()) });
    await buyerOf(created).press({ card: GOOD, saveCard });
    expect(await methodsOf(customerId)).toHaveLength(saved);
  });

  it('that was found by asking saves it as well', async () => {
    const customerId = await customer();
    const created = await sessionWith(suite().tenant, { customer_id: customerId, ...(await lines(MONTHLY)) });
    const unclear = await whileSilent(sandbox, suite().api.ports.clock, () => buyerOf(created).press({ card: LOST }));
    expect(unclear.body).toMatchObject({ attempt: { state: 'unresolved' } });
    const stream = `checkoutSession-${created.id.slice(-20)}`;
    await suite()
      .api.app.get(SessionTimer, { strict: false })
      .ring({ stream, now: suite().api.ports.clock.now() + 60_000 });
    const [method] = await methodsOf(customerId);
    const [subscriptionId] = (await session(created))['subscription_ids'] as string[];
    expect(method).toMatchObject({ is_active: true });
    expect((await client().get(at(`/subscriptions/${subscriptionId}`))).body).toMatchObject({ payment_method: method?.id });
  });

  it('also saves it at the other processors, after the answer', async () => {
    const customerId = await customer();
    const created = await sessionWith(suite().tenant, { customer_id: customerId, ...(await lines(MONTHLY)) });
    await buyerOf(created).press({ card: GOOD });
    const [method] = await methodsOf(customerId);
    await eventually(() => isSavedTwice(method?.id ?? ''), { timeoutMs: 5_000, describe: 'the card is saved at the other processor' });
    await client().patch(at(`/processors/${processors.alpha}`), { is_enabled: false });
    await suite().api.ports.clock.advance(3_000); // processors may be a little old
    expect(await chargedAt(customerId, method?.id)).toEqual(['beta']);
    await client().patch(at(`/processors/${processors.alpha}`), { is_enabled: true });
    await suite().api.ports.clock.advance(3_000);
  });
});

const isSavedTwice = async (id: string): Promise<boolean> => {
  const events = await suite().api.ports.eventStore.read(`paymentMethod-${id.slice(-20)}`);
  return events.some(({ type }) => type === 'PaymentMethodUpdated');
};

describe('a saved card', () => {
  let owner: string;
  let method: string;
  beforeAll(async () => {
    owner = await customer('owner@example.com');
    await buyerOf(await sessionWith(suite().tenant, { mode: 'setup', customer_id: owner })).press({ card: GOOD });
    method = (await methodsOf(owner))[0]?.id ?? '';
  });
  const paying = async (customerId: string | null) =>
    buyerOf(await sessionWith(suite().tenant, { ...(customerId === null ? {} : { customer_id: customerId }), ...(await lines()) }));

  it('is offered to its customer, and pays', async () => {
    const buyer = await paying(owner);
    expect((await buyer.look()).saved_payment_methods).toEqual([
      { id: method, brand: 'visa', last_four: '4242', exp_month: 12, exp_year: 2044 },
    ]);
    expect(await chargedAt(owner, method)).toHaveLength(1);
  });

  it('is offered to nobody who is only found by his e-mail', async () => {
    const buyer = await paying(null);
    await buyer.press({ card: DECLINED, email: 'owner@example.com' });
    const looked = await buyer.look();
    expect([looked.email_required, looked.customer, looked.saved_payment_methods]).toEqual([false, null, []]);
    expect((await buyer.press({ number: 2, method })).body).toMatchObject({ detail: [{ type: 'payment-method-not-found' }] });
  });

  it('pays for nobody else: another customer, another account, a made-up id', async () => {
    const refused = { status: 422, body: { detail: [{ loc: ['body', 'payment_method_id'], type: 'payment-method-not-found' }] } };
    expect(await (await paying(await customer())).press({ method })).toMatchObject(refused);
    expect(await (await paying(owner)).press({ method: 'pm_dev_00000000000000000000' })).toMatchObject(refused);
    expect(await (await paying(owner)).press({ method: 'nonsense' })).toMatchObject(refused);
    const other = await newTenant(suite().anonymous);
    for (const path of [`/payments/payment_methods/${method}`, `/payments/payment_methods/by_customer/${owner}`]) {
      const answer = await other.client.get<unknown>(`${other.base}${path}`);
      expect(answer.status === 404 || JSON.stringify(answer.body) === '[]').toBe(true);
    }
  });

  it('does not stand beside a new one', async () => {
    expect((await (await paying(owner)).press({ method, card: GOOD })).body).toMatchObject({ detail: [{ type: 'card-given-twice' }] });
  });

  it('that is declined leaves the buyer another try', async () => {
    const customerId = await customer();
    const setup = await sessionWith(suite().tenant, { mode: 'setup', customer_id: customerId });
    await buyerOf(setup).press({ card: ONLY_SAVED });
    const [saved] = await methodsOf(customerId);
    const buyer = await paying(customerId);
    expect((await buyer.press({ method: saved?.id ?? '' })).body).toMatchObject({
      attempt: { state: 'failed' },
      session: { state: 'open' },
    });
    expect((await buyer.press({ number: 2, card: GOOD })).body).toMatchObject({ session: { state: 'success' } });
  });

  it('is listed, read and detached; a detached one is inactive, and pays no more', async () => {
    const customerId = await customer();
    await buyerOf(await sessionWith(suite().tenant, { mode: 'setup', customer_id: customerId })).press({ card: GOOD });
    const id = (await methodsOf(customerId))[0]?.id ?? '';
    const one = at(`/payments/payment_methods/${id}`);
    expect((await client().get(one)).body).toMatchObject({ id, customer_id: customerId, is_active: true });
    expect((await client().get<{ id: string }[]>(at('/payments/payment_methods/'))).body.map((listed) => listed.id)).toContain(id);
    expect((await client().delete(one)).status).toBe(204);
    expect((await client().delete(one)).status).toBe(204);
    expect((await client().get(one)).body).toMatchObject({ is_active: false });
    expect(await methodsOf(customerId)).toEqual([]);
    expect(await methodsOf(customerId, '?include_inactive=true')).toMatchObject([{ id, is_active: false }]);
    expect((await (await paying(customerId)).press({ method: id })).status).toBe(422);
    expect(problemOf(await client().delete(at('/payments/payment_methods/pm_dev_00000000000000000000')))).toBe('404 not-found');
  });

  it('never leaves a token or a number in an event, a view or an answer', async () => {
    const events: string[] = [];
    for await (const event of suite().api.ports.eventStore.readAll(['checkoutSession-', 'paymentMethod-']))
      events.push(JSON.stringify(event.data));
    expect(events.some((text) => text.includes('"token":"'))).toBe(true);
    for (const text of events) {
      expect(text).not.toMatch(/tok_|4242424242424242/);
    }
  });
});

describe('the words that a buyer agrees to where his card is kept', () => {
  it('have to be named; their id stands in the event and in the attempt for whoever asks later', async () => {
    const customer_id = await customer();
    const created = await sessionWith(suite().tenant, { ...(await lines(TRIAL)), customer_id });
    const faultsOf = async (mandate: string | null) => {
      const { status, body } = await buyerOf(created).press({ card: GOOD, mandate });
      return [status, (body as { readonly detail?: unknown }).detail];
    };
    const loc = ['body', 'mandate_text_id'];
    for (const mandate of [null, 'save-card-1'])
      expect(await faultsOf(mandate)).toMatchObject([422, [{ loc, type: 'mandate-not-agreed' }]]);
    expect(await faultsOf('whatever-1')).toMatchObject([422, [{ loc, type: 'unknown-choice' }]]);
    expect(await session(created)).toMatchObject({ revision: 0, state: 'open' });

    const { attempt } = (await buyerOf(created).press({ card: GOOD })).body;
    expect(attempt).toMatchObject({ state: 'succeeded' });
    const read = await client().get(at(`/checkout-attempts/${attempt.id}`));
    expect(read.body).toMatchObject({ attempt_metadata: { mandate_text_id: 'recurring-1' } });
    const kept: unknown[] = [];
    for await (const { type, data } of suite().api.ports.eventStore.readAll(['checkoutSession-']))
      if (type === 'AttemptStarted') kept.push(data);
    expect(kept.at(-1)).toMatchObject({ mandateTextId: 'recurring-1' });
  });
});
