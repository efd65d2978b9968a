// The decline table in the buyer's hands: one payment for each card that is not approved, with two tiers and two processors to go on to.
// Which of them are asked after it, and what the buyer is told, follows from its row.
import { afterAll, beforeAll } from '@jest/globals';
import { testCards } from '../../apps/sandbox-processors/src/cards/test-cards';
import { priceOf, processorOf, sessionWith } from '../support/api-sessions';
import { apiSuite } from '../support/api-suite';
import { newTenant, type Tenant } from '../support/api-tenant';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

type Row = readonly [card: string, asked: string, ends: string];
const [ONE, NEXT_TIER, ALL] = ['alpha 2000', 'alpha 2000, alpha 1500', 'alpha 2000, beta 2000, alpha 1500, beta 1500'];

const ROWS: readonly Row[] = [
  ['lost', ONE, 'card-refused-for-good'],
  ['stolen', ONE, 'card-refused-for-good'],
  ['fraudulent', ONE, 'card-refused-for-good'],
  ['account-closed', ONE, 'card-refused-for-good'],
  ['pick-up', ONE, 'card-refused-for-good'],
  ['do-not-try-again', ONE, 'card-refused-for-good'],
  ['expired', ONE, 'card-expired'],
  ['incorrect-cvc', ONE, 'security-code-wrong'],
  ['incorrect-cvc-check', ONE, 'security-code-wrong'],
  ['incorrect-number', ONE, 'card-number-wrong'],
  ['incorrect-zip', ONE, 'postal-code-wrong'],
  ['insufficient', NEXT_TIER, 'insufficient-funds'],
  ['over-limit', NEXT_TIER, 'insufficient-funds'],
  ['do-not-honor', ALL, 'card-declined'],
  ['saves-but-declines', ALL, 'card-declined'],
  ['processing-error', ALL, 'card-declined'],
  ['velocity', ALL, 'card-declined'],
  ['issuer-not-available', ALL, 'card-declined'],
  ['only-at-gamma', ALL, 'card-declined'],
  ['only-at-beta', 'alpha 2000, beta 2000', 'paid'],
  ['not-at-alpha', 'alpha 2000, beta 2000', 'paid'],
  ['retry-after', ONE, 'try-later'],
  ['retry-after-a-day', ONE, 'try-later'],
  ['authentication-required', ONE, 'authentication-failed'],
  ['merchant-not-enabled', ALL, 'payment-not-possible'],
  ['currency-not-enabled', ALL, 'payment-not-possible'],
  ['rate-limited', ALL, 'payment-not-possible'],
  ['not-processed', ALL, 'payment-not-possible'],
];

const suite = apiSuite();
let sandbox: RunningSandbox;
let tenant: Tenant;
let tiers: { readonly line_items: readonly object[]; readonly cascade_line_items: readonly object[] };
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
// One of its own for each row: processors that refuse much are left alone for a while, and cards are tried only so often.
beforeEach(async () => {
  tenant = await newTenant(suite().anonymous);
  for (const name of ['alpha', 'beta'])
    await processorOf(tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` } });
  const items = async (unit_amount_atom: number) => ({ line_items: [{ price_id: await priceOf(tenant, { unit_amount_atom }) }] });
  tiers = { ...(await items(2_000)), cascade_line_items: [await items(1_500)] };
});

/** Charges in the order in which they were asked for, such as `alpha 2000`. */
async function askedFor(attemptId: string): Promise<string> {
  const { client, base } = tenant;
  const intent = attemptId.replace(/^ca_/, 'pi_');
  const { body } = await client.get<{ readonly items: readonly { readonly processor_id: string; readonly amount_atom: number }[] }>(
    `${base}/payments/payment_attempts/by_intent/${intent}`,
  );
  const { body: processors } = await client.get<{ readonly items: readonly { readonly id: string; readonly name: string }[] }>(
    `${base}/processors/`,
  );
  const nameOf = (id: string) => processors.items.find((one) => one.id === id)?.name ?? id;
  return body.items.map((charge) => `${nameOf(charge.processor_id)} ${charge.amount_atom}`).join(', ');
}

it('has a row for every card that is declined or not processed', () => {
  const isOfTable = ({ behaviour, trouble, slow }: (typeof testCards)[number]) =>
    slow !== true && (behaviour.does === 'declines' || trouble?.what === 'rate_limited' || trouble?.what === 'not_processed');
  const others = ['only-at-beta', 'only-at-gamma', 'not-at-alpha'];
  expect(ROWS.map(([name]) => name).sort()).toEqual([...testCards.filter(isOfTable).map(({ name }) => name), ...others].sort());
});

it.each(ROWS)('%s: asks %s, and ends as %s', async (name, asked, ends) => {
  const buyer = new InMemoryBuyer(suite().api, await sessionWith(tenant, tiers));
  const card = testCards.find((one) => one.name === name)?.number ?? '';
  const { body } = await buyer.press({ card, email: 'ada@example.com', acceptedTiers: [0, 1] });
  expect(await askedFor(body.attempt.id)).toBe(asked);
  expect(body.attempt.message_id ?? (body.session.state === 'success' ? 'paid' : body.attempt.state)).toBe(ends);
  expect(body.session.charged_tier).toBe(ends === 'paid' ? 0 : null);
});
