// Cascade pricing where a fallback costs the buyer more: nothing is charged that he had not agreed to, and he is asked once the rest has failed.
import { afterAll, beforeAll } from '@jest/globals';
import { priceOf, processorOf, sessionWith } from '../support/api-sessions';
import { apiSuite } from '../support/api-suite';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { call } from '../support/merchant';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const suite = apiSuite();
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  for (const name of ['alpha', 'beta'])
    await processorOf(suite().tenant, { name, credentials: { url: `${sandbox.url}/${name}`, api_key: `sandbox_${name}` } });
});
afterAll(() => sandbox.close());

const client = () => suite().tenant.client;
const at = (path: string) => `${suite().tenant.base}${path}`;
const configure = (name: string, body: object) => call(`${sandbox.url}/_control/processors/${name}`, 'PUT', { body });
const always = async (code: string | null) => {
  for (const name of ['alpha', 'beta']) await configure(name, { always: code });
};
const buyerOf = (session: { readonly secure_token: string }) => new InMemoryBuyer(suite().api, session);
const sessionFor = async (more: object) =>
  sessionWith(suite().tenant, { line_items: [{ price_id: await priceOf(suite().tenant) }], ...more });

async function captured(attemptId: string): Promise<readonly string[]> {
  const intent = attemptId.replace(/^ca_/, 'pi_');
  const { body } = await client().get<{ items: { status: string; amount_atom: number }[] }>(
    at(`/payments/payment_attempts/by_intent/${intent}`),
  );
  return body.items.filter(({ status }) => status === 'succeeded').map(({ amount_atom }) => String(amount_atom));
}

describe('a fallback with worse terms', () => {
  it('is offered once the others have failed, and charged by a press of its own', async () => {
    await always('do_not_honor');
    const dearer = await priceOf(suite().tenant, { unit_amount_atom: 3_000 });
    const session = await sessionFor({ cascade_line_items: [{ line_items: [{ price_id: dearer }] }] });
    const buyer = buyerOf(session);
    // Whatever the press says that it accepts: no button had this tier's terms on it.
    const { body } = await buyer.press({ card: '4242424242424242', email: 'ada@example.com', acceptedTiers: [0, 1] });
    expect(body).toMatchObject({ attempt: { state: 'failed', offered_tier: 1 }, session: { attempt: { offered_tier: 1 } } });
    expect(await captured(body.attempt.id)).toEqual([]);
    await always(null);
    const again = await buyer.press({ number: 2, card: '4242424242424242', email: 'ada@example.com', acceptedTiers: [0, 1], firstTier: 1 });
    expect(again.body).toMatchObject({
      attempt: { state: 'succeeded', offered_tier: null },
      session: { state: 'success', charged_tier: 1 },
    });
    expect(await captured(again.body.attempt.id)).toEqual(['3000']);
    // The press that paid asked for the dearer tier alone: what became of the first stays told.
    expect((await client().get(at(`/checkout-sessions/${session.id}`))).body).toMatchObject({
      cascade_status: { charged_tier: 1, tiers: [{ outcome: 'declined' }, { outcome: 'approved' }] },
    });
  });

  it('is not offered where the card is refused for good, or where it costs more than there is', async () => {
    const dearer = await priceOf(suite().tenant, { unit_amount_atom: 3_000 });
    for (const code of ['stolen_card', 'insufficient_funds']) {
      await always(code);
      const session = await sessionFor({ cascade_line_items: [{ line_items: [{ price_id: dearer }] }] });
      const { body } = await buyerOf(session).press({ card: '4242424242424242', email: 'ada@example.com' });
      expect(body.attempt).toMatchObject({ state: 'failed', offered_tier: null });
    }
  });

  it('is offered no longer once the merchant has changed what is sold', async () => {
    await always('do_not_honor');
    const [dearer, more] = [await priceOf(suite().tenant, { unit_amount_atom: 3_000 }), await priceOf(suite().tenant)];
    const session = await sessionFor({ cascade_line_items: [{ line_items: [{ price_id: dearer }] }] });
    await buyerOf(session).press({ card: '4242424242424242', email: 'ada@example.com' });
    expect((await buyerOf(session).look()).attempt).toMatchObject({ offered_tier: 1 });
    expect((await client().post(at(`/checkout-sessions/${session.id}/line-items`), { price_id: more })).status).toBe(200);
    expect((await buyerOf(session).look()).attempt).toMatchObject({ offered_tier: null });
  });
});
