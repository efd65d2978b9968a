// What the buyer's browser is answered, by the same document as everything else.
import { encryptCard } from '@tillstream/payments/browser';
import { foreignVaultKey } from '../support/foreign-key';
import { apiSuite, faultsOf, problemOf } from '../support/api-suite';

const suite = apiSuite();
const urls = { success_url: 'https://shop.example/thanks?id={CHECKOUT_SESSION_ID}', return_url: 'https://shop.example/cart' };

interface Created {
  readonly id: string;
  readonly secure_token: string;
}

async function sessionOver(amountAtom: number): Promise<Created> {
  const { client, base } = suite().tenant;
  const product = await client.post(`${base}/products/`, { name: 'Mug' });
  const price = await client.post(`${base}/prices/`, { product_id: product.body['id'], currency: 'usd', unit_amount_atom: amountAtom });
  await client.post(`${base}/processors/`, {
    name: 'Alpha', provider: 'sandbox', credentials: { url: 'http://127.0.0.1:9/alpha', api_key: 'x' },
  }); // prettier-ignore
  const { body } = await client.post<Created>(`${base}/checkout-sessions/`, { ...urls, line_items: [{ price_id: price.body['id'] }] });
  return body;
}

const press = { number: 1, accepted_tiers: [0], customer: { email: 'ada@example.com' } };

describe("the buyer's calls", () => {
  it('show the session, and nothing of the merchant’s inside', async () => {
    const { id, secure_token } = await sessionOver(2_000);
    const { body } = await suite().anonymous.get(`/api/checkout/${secure_token}`);
    expect(body).toMatchObject({ id, state: 'open', payment_required: true, success_url: `https://shop.example/thanks?id=${id}` });
    expect(Object.keys(body).some((name) => /route|processor|custom_fields|reference/.test(name))).toBe(false);
  });

  it('know no other link', async () => {
    expect(problemOf(await suite().anonymous.get('/api/checkout/nobody'))).toBe('404 session-not-found');
  });

  it('complete a session in which nothing is due, without a card', async () => {
    const { secure_token } = await sessionOver(0);
    const path = `/api/checkout/${secure_token}`;
    const { offer_id } = (await suite().anonymous.get(path)).body;
    const { body } = await suite().anonymous.post<{ attempt: { id: string } }>(`${path}/attempts`, { ...press, offer_id });
    expect(body).toMatchObject({ attempt: { number: 1, state: 'succeeded' }, session: { state: 'success' } });
    expect((await suite().anonymous.get(`${path}/attempts/${body.attempt.id}`)).body).toMatchObject({ attempt: { state: 'succeeded' } });
  });

  it('complete for the e-mail of the press that counts, not of one that was refused before', async () => {
    const [first, second] = [await sessionOver(0), await sessionOver(0)];
    const customerOf = async ({ id, secure_token }: Created, emails: readonly string[]) => {
      const { client, base } = suite().tenant;
      const path = `/api/checkout/${secure_token}`;
      const { offer_id } = (await suite().anonymous.get(path)).body;
      for (const [index, email] of emails.entries()) {
        const accepted_tiers = index === emails.length - 1 ? [0] : [1];
        await suite().anonymous.post(`${path}/attempts`, { ...press, customer: { email }, accepted_tiers, offer_id });
      }
      const session = await client.get(`${base}/checkout-sessions/${id}`);
      expect(session.body).toMatchObject({ state: 'success' });
      return (await client.get(`${base}/customers/${String(session.body['customer_id'])}`)).body;
    };
    const mended = await customerOf(first, ['bbo@example.com', 'bob@example.com']);
    expect(mended['email']).toBe('bob@example.com');
    expect((await customerOf(second, ['bbo@example.com']))['id']).not.toBe(mended['id']);
  });

  it('tell the present offer beside amount-changed', async () => {
    const { secure_token } = await sessionOver(2_000);
    const path = `/api/checkout/${secure_token}`;
    const { offer_id } = (await suite().anonymous.get(path)).body;
    const answer = await suite().anonymous.post(`${path}/attempts`, { ...press, card_jwe: 'x', offer_id: 'off_old' });
    expect(problemOf(answer)).toBe('400 amount-changed');
    expect(answer.body).toMatchObject({ offer: { offer_id } });
  });

  it('tell the present key of the vault beside a card that was encrypted for another', async () => {
    const { id, secure_token } = await sessionOver(2_000);
    const path = `/api/checkout/${secure_token}`;
    const { offer_id } = (await suite().anonymous.get(path)).body;
    const card = { number: '4242424242424242', exp_month: 12, exp_year: 2044, cvc: '123', name: 'Ada', session_id: id };
    const card_jwe = await encryptCard(card, await foreignVaultKey());
    const answer = await suite().anonymous.post(`${path}/attempts`, { ...press, card_jwe, offer_id });
    expect(faultsOf(answer)).toEqual(['body.card_jwe card-unreadable']);
    expect(answer.body).toMatchObject({ vault_key: { kid: expect.stringMatching(/^\d+$/) as string, jwk: { kty: 'EC' } } });
  });
});
