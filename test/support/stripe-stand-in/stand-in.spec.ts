import { StripeStandIn, STAND_IN_KEY } from './stand-in';

const VERSION = '2026-10-28.endive';
const GOOD = { amount: '2000', currency: 'usd', 'allowed_payment_method_types[0]': 'card', confirmation_method: 'manual' };

let standIn: StripeStandIn;
beforeAll(async () => {
  standIn = await StripeStandIn.start();
});
afterAll(async () => {
  await standIn.stop();
  expect(standIn.faults).toEqual([]);
});

let keys = 0;
const headers = () => ({ authorization: `Bearer ${STAND_IN_KEY}`, 'stripe-version': VERSION, 'idempotency-key': `key ${(keys += 1)}` });

interface Said {
  readonly status: number;
  readonly replayed: boolean;
  readonly body: { readonly id?: string; readonly status?: string; readonly error?: { readonly code?: string; readonly type: string } };
}

async function post(path: string, form: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}): Promise<Said> {
  const sent = { ...headers(), ...more };
  const answer = await fetch(`${standIn.url}/v1${path}`, { method: 'POST', headers: sent, body: new URLSearchParams(form).toString() });
  const body = (await answer.json()) as Said['body'];
  return { status: answer.status, replayed: answer.headers.get('idempotent-replayed') === 'true', body };
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const create = (more: Readonly<Record<string, string>> = {}, sent = {}) =>
  post('/payment_intents', { ...GOOD, ...more }, { ...FORM, ...sent });
const card = async (number = '4242424242424242') =>
  (await post('/payment_methods', { type: 'card', 'card[number]': number, 'card[exp_month]': '12', 'card[exp_year]': '2044' }, FORM)).body
    .id ?? '';

describe('the stand-in for Stripe', () => {
  it('takes what is right', async () => expect((await create()).status).toBe(200));

  it.each([
    ['without a key', { authorization: 'Bearer sk_test_other' }, 401],
    ['for another version', { 'stripe-version': '2020-08-27' }, 400],
    ['without an idempotency key', { 'idempotency-key': '' }, 400],
    ['that is JSON', { 'content-type': 'application/json' }, 400],
    ['with telemetry', { 'x-stripe-client-telemetry': '{}' }, 400],
    ['that tells of the machine', { 'x-stripe-client-user-agent': '{"platform":"linux"}' }, 400],
  ])('refuses a request %s', async (_, sent, status) => expect((await create({}, sent)).status).toBe(status));

  it.each([
    [{ colour: 'red' }, 'parameter_unknown'],
    [{ 'payment_method_types[0]': 'card' }, 'payment_method_types_no_longer_supported'],
    [{ amount: '' }, 'parameter_missing'],
    [{ amount: '1.5' }, 'parameter_invalid_integer'],
    [{ amount: '49' }, 'amount_too_small'],
    [{ currency: 'xxx' }, 'parameter_invalid_string'],
    [{ currency: 'isk', amount: '1050' }, 'invalid_charge_amount'],
    [{ currency: 'kwd', amount: '1999' }, 'invalid_charge_amount'],
  ])('refuses %j: %s', async (more, code) => expect((await create(more)).body.error).toMatchObject({ code }));

  it('answers the same key with the same words as before, and refuses other words', async () => {
    const key = { 'idempotency-key': 'mine' };
    const first = await create({}, key);
    expect(await create({}, key)).toEqual({ ...first, replayed: true });
    expect((await create({ amount: '2001' }, key)).body.error).toMatchObject({ type: 'idempotency_error' });
    const declined = { payment_method: await card('4000000000000002') };
    const path = `/payment_intents/${first.body.id ?? ''}/confirm`;
    const no = await post(path, declined, { ...FORM, 'idempotency-key': 'no' });
    expect(no).toMatchObject({ status: 402, replayed: false });
    expect(await post(path, declined, { ...FORM, 'idempotency-key': 'no' })).toEqual({ ...no, replayed: true });
  });

  it('forgets a key whose request failed its checks', async () => {
    const key = { 'idempotency-key': 'typed wrong' };
    expect((await create({ colour: 'red' }, key)).status).toBe(400);
    expect(await create({}, key)).toMatchObject({ status: 200, replayed: false });
  });

  it('goes from state to state only as Stripe does', async () => {
    const { id = '' } = (await create()).body;
    const confirm = async (more = {}) => post(`/payment_intents/${id}/confirm`, { payment_method: await card(), ...more }, FORM);
    expect((await post(`/payment_intents/${id}/confirm`, {}, FORM)).body.error).toMatchObject({ code: 'parameter_missing' });
    expect((await confirm()).body.status).toBe('succeeded');
    expect((await confirm()).body.error).toMatchObject({ code: 'payment_intent_unexpected_state' });
    expect((await post(`/payment_intents/${id}/cancel`, {}, FORM)).body.error).toMatchObject({ code: 'payment_intent_unexpected_state' });
  });

  it('takes a card that was used without a customer never again, and a saved one only with its customer', async () => {
    const used = await card();
    for (const status of [200, 400]) {
      const { id = '' } = (await create()).body;
      expect((await post(`/payment_intents/${id}/confirm`, { payment_method: used }, FORM)).status).toBe(status);
    }
    const customer = (await post('/customers', {}, FORM)).body.id ?? '';
    const saved = await card();
    const setup =
      (await post('/setup_intents', { customer, usage: 'off_session', 'allowed_payment_method_types[0]': 'card' }, FORM)).body.id ?? '';
    expect((await post(`/setup_intents/${setup}/confirm`, { payment_method: saved }, FORM)).body.status).toBe('succeeded');
    const { id = '' } = (await create()).body;
    expect((await post(`/payment_intents/${id}/confirm`, { payment_method: saved }, FORM)).status).toBe(400);
  });

  it('keeps no card number anywhere', async () => {
    await card();
    const { store, notices } = standIn.world;
    const everything = JSON.stringify([[...store.methods], [...store.intents], [...store.behaviours], notices.events, standIn.log]);
    expect(everything).not.toContain('4242424242424242');
  });
});
