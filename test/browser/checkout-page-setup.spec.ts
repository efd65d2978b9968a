// What the hosted page says where a card is only saved: nothing is paid, so nobody is told of a payment.
import type { BuyerSession } from '@tillstream/checkout/browser';
import { attempt, monthly, subscriptionTier, tier } from './support/buyer-sessions';
import { fillIn, notice, PageSuite, payButton } from './support/page-under-test';

const suite = new PageSuite();
const setup = { mode: 'setup', tiers: [], offer_id: null, payment_required: false } satisfies Partial<BuyerSession>;
const laterOnly = { due_now_atom: 0, recurring: [monthly({ trial_days: 7 })] };
const trial = { tiers: [subscriptionTier(laterOnly)], payment_required: false } satisfies Partial<BuyerSession>;
const declined = 'Your card was declined, so it was not saved. Try again or use another card.';

describe.each(Object.entries<Partial<BuyerSession>>({ 'saving a card': setup, 'a trial': trial }))('%s', (_, session) => {
  it('that is declined is not called a payment, then and after a reload', async () => {
    const failed = { attempt: { state: 'failed', message_id: 'card-declined' } } as const;
    const { page } = await suite.open({ session, script: { onAttempt: () => failed } });
    await fillIn(page);
    await payButton(page).click();
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toBe(declined);
    await page.reload();
    expect(await notice(page).innerText()).toBe(declined);
  });

  it('can be broken off at the bank without a word of paying', async () => {
    const action = { type: 'challenge', number: 1, url: 'about:blank', expires_at: '2030-03-07T10:00:00.000Z' } as const;
    const challenged = { ...session, attempt: attempt({ state: 'requires_action', action }) };
    const { page } = await suite.open({ session: challenged });
    await page.getByRole('button', { name: 'Do not use this card' }).waitFor();
  });

  it('says when its page has expired that no card was saved', async () => {
    const { page } = await suite.open({ session: { ...session, is_expired: true, state: 'expired' } });
    expect(await page.locator('.panel').innerText()).toContain('No card was saved on this page.');
  });
});

it('the window of a page that saves a card is called so, and its buyer without a script is not asked to pay', async () => {
  const { page } = await suite.open({ session: setup, context: { javaScriptEnabled: false } });
  expect(await page.title()).toBe('Save a card with Northwind Coffee');
  expect(await page.locator('noscript .notice').innerText()).toContain('To save a card, please switch on JavaScript');
});

it('a payment keeps the words of one, also where something recurs', async () => {
  const failed = attempt({ state: 'failed', message_id: 'card-declined' });
  for (const tiers of [[tier()], [subscriptionTier()]]) {
    const { page } = await suite.open({ session: { tiers, attempt: failed } });
    expect(await notice(page).innerText()).toContain('You have not been charged.');
  }
});
