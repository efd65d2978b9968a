// An account's own rules against fraud, as its buyers and it itself meet them.
import { afterAll, beforeAll } from '@jest/globals';
import { made, priceOf, processorOf, type SessionBody, sessionWith } from '../support/api-sessions';
import { apiSuite } from '../support/api-suite';
import { newTenant, type Tenant } from '../support/api-tenant';
import { InMemoryBuyer, type Press } from '../support/buyer-in-memory';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const [VISA, PREPAID] = ['4242424242424242', '5105105105105100'];

const suite = apiSuite();
let sandbox: RunningSandbox;
let tenant: Tenant;
let price: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  tenant = await newTenant(suite().anonymous);
  price = await priceOf(tenant);
  await processorOf(tenant, { name: 'alpha', credentials: { url: `${sandbox.url}/alpha`, api_key: 'sandbox_alpha' } });
});
afterAll(() => sandbox.close());

const rule = (conditions: readonly object[], more: object = {}) => ({
  name: 'Spring rule',
  reason: 'Chargebacks in spring',
  conditions,
  ...more,
});
const decide = (settings: object) =>
  tenant.client.patch(`/api/accounts/${tenant.accountId}/fraud-settings`, { enabled: true, custom_message: null, ...settings });
const newSession = (more: object = {}) => sessionWith(tenant, { line_items: [{ price_id: price }], ...more });
const buyerOf = (session: SessionBody) => new InMemoryBuyer(suite().api, session);
const pressed = async (press: Press = {}, more: object = {}) =>
  (await buyerOf(await newSession(more)).press({ card: VISA, email: 'ada@example.com', ...press })).body;
const detailsOf = async (attemptId: string) => (await tenant.client.get(`${tenant.base}/checkout-attempts/${attemptId}/details`)).body;

describe('a rule that matches', () => {
  it('ends the attempt before anybody is asked: the merchant reads why, the buyer general words', async () => {
    await decide({ fraud_rules: [rule([{ field: 'brand', operator: 'equals', value: 'Visa' }])] });
    const { attempt, session } = await pressed();
    expect(attempt).toMatchObject({
      state: 'failed',
      message_id: 'payment-refused',
      message_for_customer: expect.stringMatching(/cannot be accepted/),
    });
    expect(session).toMatchObject({ state: 'open', payment_state: 'none' });
    expect(await detailsOf(attempt.id)).toMatchObject({
      state: 'failed', error_message_for_debug: 'fraud-rule: Spring rule: Chargebacks in spring', payment_intent_id: null,
      processor_attempts: [{ processor_name: 'alpha', charge_status: 'not_attempted', payment_attempt_id: null }],
    }); // prettier-ignore
    const listed = await tenant.client.get<{ items: object[] }>(`${tenant.base}/checkout-attempts/?filter=${encodeURIComponent(JSON.stringify({ checkout_session_id: session.id }))}`); // prettier-ignore
    expect(listed.body.items).toMatchObject([
      { state: 'failed', error_message_for_debug: 'fraud-rule: Spring rule: Chargebacks in spring' },
    ]);
  });

  it('speaks in the words of the account, as they are', async () => {
    const words = 'Call <b>us</b> & we help.';
    await decide({ custom_message: words, fraud_rules: [rule([{ field: 'brand', operator: 'equals', value: 'visa' }], { reason: null })] });
    const { attempt } = await pressed();
    expect(attempt).toMatchObject({ message_id: 'merchant-message', message_for_customer: words });
    expect(await detailsOf(attempt.id)).toMatchObject({
      error_message_for_debug: 'fraud-rule: Spring rule',
      error_message_for_customer: words,
    });
    const transitions = await tenant.client.get<{ transitions: object[] }>(
      `${tenant.base}/checkout-attempts/${attempt.id}/state-transitions`,
    );
    expect(transitions.body.transitions).toMatchObject([{ from_state: 'created', to_state: 'failed', context: { reason: 'fraud-rule', rule: 'Spring rule' } }]); // prettier-ignore
  });

  it('leaves the session to another card', async () => {
    await decide({ fraud_rules: [rule([{ field: 'brand', operator: 'not_equals', value: 'mastercard' }])] });
    const buyer = buyerOf(await newSession());
    expect((await buyer.press({ number: 1, card: VISA, email: 'ada@example.com' })).body.attempt.state).toBe('failed');
    expect((await buyer.press({ number: 2, card: PREPAID })).body.attempt.state).toBe('succeeded');
  });

  it('is counted, and told by webhook like every failed attempt', async () => {
    await decide({ fraud_rules: [rule([{ field: 'amount', operator: 'greater_than', value: 1_999 }])] });
    const { session } = await pressed();
    const numbers = await (await fetch(`${suite().api.baseUrl}/metrics`)).text();
    expect(numbers).toMatch(/tillstream_refused_presses_total\{why="fraud-rule",app="api"\} [1-9]/);
    const history = await tenant.client.get<{ items: { type: string }[] }>(`${tenant.base}/checkout-sessions/${session.id}/history`);
    expect(history.body.items.map(({ type }) => type)).toEqual(['SessionCreated', 'CustomerAttached', 'AttemptStarted', 'AttemptFailed']);
  });
});

describe('a rule that does not match', () => {
  it.each([
    ['is for another amount', rule([{ field: 'amount', operator: 'greater_than', value: 2_000 }])],
    ['needs all of its conditions', rule([{ field: 'brand', operator: 'equals', value: 'visa' }, { field: 'amount', operator: 'less_than', value: 100 }])],
    ['is switched off', rule([{ field: 'brand', operator: 'equals', value: 'visa' }], { enabled: false })],
    ['asks for what only the approval will tell', rule([{ field: 'funding', operator: 'equals', value: 'credit' }, { field: 'country', operator: 'not_equals', value: 'ZZ' }], { logic: 'OR' })],
  ])('%s', async (_, fraud_rule) => {
    await decide({ fraud_rules: [fraud_rule] });
    expect((await pressed()).attempt.state).toBe('succeeded');
  }); // prettier-ignore

  it('is for nobody where all rules are switched off', async () => {
    await decide({ enabled: false, fraud_rules: [rule([{ field: 'brand', operator: 'equals', value: 'visa' }])] });
    expect((await pressed()).attempt.state).toBe('succeeded');
  });
});

it('a saved card is judged by what was told of it when it was saved', async () => {
  await decide({ fraud_rules: [rule([{ field: 'funding', operator: 'in', value: ['prepaid'] }])] });
  const customer = await made(tenant.client, `${tenant.base}/customers/`, { email: 'grace@example.com' });
  const named = { customer_id: customer.id };
  const first = await pressed({ card: PREPAID, saveCard: true }, named);
  expect(first.attempt.state).toBe('succeeded'); // nobody knew yet
  const [saved] = (await buyerOf(await newSession(named)).look()).saved_payment_methods;
  const session = await newSession(named);
  const again = await buyerOf(session).press({ method: saved?.id ?? '' });
  expect(again.body.attempt).toMatchObject({ state: 'failed', message_id: 'payment-refused' });
  expect(await detailsOf(again.body.attempt.id)).toMatchObject({ error_message_for_debug: expect.stringContaining('fraud-rule') });
});

describe('a rule about the amount of a fallback', () => {
  const DECLINED = '4000000000000002';
  const cascadeOf = async (...atoms: readonly number[]) => {
    const prices = await Promise.all(atoms.map((unit_amount_atom) => priceOf(tenant, { unit_amount_atom })));
    return newSession({ cascade_line_items: prices.map((price_id) => ({ line_items: [{ price_id }] })) });
  };

  it('has it passed over, and the merchant reads why; another one is charged', async () => {
    await decide({ fraud_rules: [rule([{ field: 'amount', operator: 'equals', value: 1_500 }])] });
    const session = await cascadeOf(1_500, 1_000);
    const { attempt } = (await buyerOf(session).press({ card: DECLINED, email: 'ada@example.com', acceptedTiers: [0, 1, 2] })).body;
    expect(attempt).toMatchObject({ state: 'failed', message_id: 'card-declined' });
    expect(await detailsOf(attempt.id)).toMatchObject({
      processor_attempts: [
        { tier_index: 0, charge_status: 'failed' },
        { tier_index: 1, charge_status: 'skipped', charge_error_message: 'fraud-rule: Spring rule: Chargebacks in spring' },
        { tier_index: 2, charge_status: 'failed' },
      ],
    });
  });

  it('keeps it from being offered: the next one with worse terms is', async () => {
    await decide({ fraud_rules: [rule([{ field: 'amount', operator: 'equals', value: 3_000 }])] });
    const offered = async (...atoms: readonly number[]) =>
      (await buyerOf(await cascadeOf(...atoms)).press({ card: DECLINED, email: 'ada@example.com' })).body.attempt.offered_tier;
    expect(await offered(3_000, 4_000)).toBe(2);
    expect(await offered(3_000)).toBeNull();
    expect(await offered(2_500)).toBe(1);
  });
});
