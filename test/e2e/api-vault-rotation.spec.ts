// The vault's key of the hour is over while a page is open: the page's own code sends the card again, encrypted for the present key, and
// the buyer who pressed once has paid once.
import { afterAll, beforeAll } from '@jest/globals';
import { CardVault } from '@tillstream/payments';
import { BuyerApi } from '../../apps/checkout-page/src/browser/buyer-api';
import { type Press, sendAttempt } from '../../apps/checkout-page/src/browser/send-attempt';
import { priceOf, processorOf, sessionWith } from '../support/api-sessions';
import { apiSuite } from '../support/api-suite';
import { InMemoryBuyer } from '../support/buyer-in-memory';
import { call } from '../support/merchant';
import { type RunningSandbox, startSandbox } from '../support/sandbox-in-process';

const HOUR = 3_600_000;
const suite = apiSuite();
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  await processorOf(suite().tenant, { name: 'alpha', credentials: { url: `${sandbox.url}/alpha`, api_key: 'sandbox_alpha' } });
});
afterAll(() => sandbox.close());

async function captures(): Promise<number> {
  const { body } = await call<{ readonly entries: readonly { kind: string }[] }>(`${sandbox.url}/_control/ledger`, 'GET', {});
  return body.entries.filter(({ kind }) => kind === 'captured').length;
}

/** What the page holds from the moment when it was opened. */
async function openPage(): Promise<{ readonly api: BuyerApi; readonly press: Press; readonly buyer: InMemoryBuyer }> {
  const { api, tenant } = suite();
  const session = await sessionWith(tenant, { line_items: [{ price_id: await priceOf(tenant) }] });
  const buyer = new InMemoryBuyer(api, session);
  const { id, offer_id } = await buyer.look();
  const request: Press['request'] = {
    number: 1,
    payment_method_id: null,
    offer_id,
    customer: { email: 'ada@example.com', name: 'Ada', country: 'GB', postal_code: null },
    first_tier: 0,
    accepted_tiers: [0],
    save_card: false,
    locale: 'en',
    mandate_text_id: null,
  };
  const card = { number: '4242424242424242', exp_month: 12, exp_year: 2044, cvc: '123', name: 'Ada', session_id: id };
  const vaultKey = new CardVault(api.ports.keyring, api.ports.clock).publicKey();
  return { api: new BuyerApi(`${api.baseUrl}/api/checkout/${session.secure_token}`), press: { request, card, vaultKey }, buyer };
}

it.each([0, 1, 2, 5])('is not noticed by a buyer who presses %i hours after the page was opened', async (hours) => {
  const { api, press, buyer } = await openPage();
  const before = await captures();
  await suite().api.ports.clock.advance(hours * HOUR);
  const answer = await sendAttempt(api, press, new AbortController().signal);
  expect(answer).toMatchObject({ kind: 'taken', body: { attempt: { number: 1, state: 'succeeded' }, session: { state: 'success' } } });
  expect(await buyer.look()).toMatchObject({ attempt: { number: 1 } });
  expect((await captures()) - before).toBe(1);
});
