// The hosted page on the real stack: a real browser, the real API, event store, Redis and processors.
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually';
import { fillIn, notice, payButton } from './support/page-under-test';
import { RealShop, type ShopSession } from './support/real-shop';

const shop = new RealShop('alpha', 'beta');

interface Opened {
  readonly page: Page;
  readonly session: ShopSession;
}

async function open(more: object = {}): Promise<Opened> {
  const session = await shop.session(more);
  return { session, page: await shop.visit(session.url ?? '') };
}

const state = async (session: ShopSession) => (await shop.read(session)).state;

/** Cards are kept right after the completion that the page was told of. */
async function savedCards(customerId: string | undefined): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const look = () => shop.merchant.must<{ id: string; name: string }[]>('GET', `/payments/payment_methods/by_customer/${customerId}`);
  await eventually(async () => (await look()).length > 0, { timeoutMs: 30_000, describe: 'a saved card of the customer' });
  return look();
}

describe('the hosted page', () => {
  it('shows the order, takes the card, and leads to the success url with the id filled in', async () => {
    const { page, session } = await open();
    expect(await page.locator('body').innerText()).toContain('Mug');
    expect(await payButton(page).innerText()).toBe('Pay $20.00');
    await fillIn(page);
    await payButton(page).click();
    await page.waitForURL(`**/thanks?session=${session.id}`);
    expect(await state(session)).toBe('success');
  });

  it('says that the card was declined, and lets the buyer try another', async () => {
    const { page, session } = await open();
    await fillIn(page, { number: '4000000000000002' });
    await payButton(page).click();
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toMatch(/declined/i);
    await page.locator('#field-number').fill('');
    await fillIn(page, { email: null });
    await payButton(page).click();
    await page.waitForURL('**/thanks**');
    expect(await state(session)).toBe('success');
  });

  it('saves a card in mode setup, and takes nothing', async () => {
    const customer = await shop.merchant.must('POST', '/customers/', { email: 'setup@example.com' });
    const { page, session } = await open({ mode: 'setup', line_items: [], customer_id: customer.id });
    expect(await page.locator('body').innerText()).toContain('Nothing is charged today');
    expect(await payButton(page).innerText()).toBe('Save card');
    await fillIn(page, { email: null, number: '4000000000000002' });
    await payButton(page).click();
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toMatch(/declined/i);
    await fillIn(page, { email: null });
    await payButton(page).click();
    await page.waitForURL(`**/thanks?session=${session.id}`);
    expect(await shop.merchant.must('GET', `/checkout-sessions/${session.id}`)).toMatchObject({ state: 'success', payment_state: 'none' });
    expect(await savedCards(customer.id)).toMatchObject([{ name: 'Visa •••• 4242' }]);
    expect(await (await shop.visit(session.url ?? '')).locator('body').innerText()).toContain('Card saved');
  });

  it('starts a trial with a card that is saved, and offers the card again to the customer whom the merchant named', async () => {
    const customer = await shop.merchant.must('POST', '/customers/', { email: 'trial@example.com' });
    const trial = await shop.merchant.price({
      pricing_type: 'recurring', recurring_interval: 'month', recurring_interval_count: 1, unit_amount_atom: 900, trial_days: 7,
    }); // prettier-ignore
    const { page, session } = await open({ line_items: [{ price_id: trial }], customer_id: customer.id });
    expect(await payButton(page).innerText()).toBe('Start free trial · $0.00 today');
    expect(await page.locator('#mandate').innerText()).toContain('$9.00');
    await fillIn(page, { email: null });
    await payButton(page).click();
    await page.waitForURL(`**/thanks?session=${session.id}`);
    const { subscription_ids } = await shop.merchant.must<{ subscription_ids: string[] }>('GET', `/checkout-sessions/${session.id}`);
    // Both follow from the completion, which the page was told of at once.
    const [saved] = await savedCards(customer.id);
    const isMade = async () => (await shop.merchant.call('GET', `/subscriptions/${subscription_ids[0]}`)).status === 200;
    await eventually(isMade, { timeoutMs: 30_000, describe: 'the subscription of the trial' });
    expect(await shop.merchant.must('GET', `/subscriptions/${subscription_ids[0]}`)).toMatchObject({
      state: 'trialing',
      payment_method: saved?.id,
    });

    const again = await open({ customer_id: customer.id });
    expect(await again.page.locator('.choices').innerText()).toContain('Visa ending in 4242');
    expect(await again.page.locator('#field-number').count()).toBe(0);
    await payButton(again.page).click();
    await again.page.waitForURL(`**/thanks?session=${again.session.id}`);
    expect(await shop.merchant.must('GET', `/checkout-sessions/${again.session.id}`)).toMatchObject({ payment_state: 'paid' });
  });

  it('takes a promotion code, says what is wrong with another, and charges what it then shows', async () => {
    const coupon = await shop.merchant.must('POST', '/coupons/', {
      discount_type: 'percent_off',
      percent_off: 25,
      name: 'Spring sale',
      max_redemptions: 1,
    });
    await shop.merchant.must('POST', '/promotion-codes/', { coupon_id: coupon.id, code: 'SPRING' });
    const { page, session } = await open({ allow_promotion_codes: true });
    const late = await open({ allow_promotion_codes: true });
    const type = async (at: Page, code: string) => {
      await at.locator('#promotion-code').fill(code);
      await at.getByRole('button', { name: 'Apply' }).click();
    };
    for (const one of [page, late.page]) await one.getByRole('button', { name: 'Add a promotion code' }).click();
    await type(page, 'AUTUMN');
    await page.locator('#promotion-fault').waitFor();
    await type(page, 'spring');
    await page.locator('.code').waitFor();
    await type(late.page, 'spring');
    await late.page.locator('.code').waitFor();
    expect(await payButton(page).innerText()).toBe('Pay $15.00');
    await fillIn(page);
    await payButton(page).click();
    await page.waitForURL('**/thanks**');
    expect(await shop.merchant.must('GET', `/checkout-sessions/${session.id}`)).toMatchObject({
      promotion_code: 'SPRING',
      amounts: { total_atom: 1_500 },
    });
    // Who still shows it is told that it has gone, before anything is charged.
    await fillIn(late.page);
    await payButton(late.page).click();
    await notice(late.page).waitFor();
    expect(await notice(late.page).innerText()).toMatch(/code can no longer be used/i);
    expect(await payButton(late.page).innerText()).toBe('Pay $20.00');
  });

  it('leads back to the merchant, and its link works again', async () => {
    const { page, session } = await open();
    await page.locator('a.back').click();
    await page.waitForURL(`**/cart?session=${session.id}`);
    expect(await state(session)).toBe('open');
  });

  it('says so when the session has expired or is finished', async () => {
    const expired = await open();
    await shop.merchant.must('POST', `/checkout-sessions/${expired.session.id}/expire`);
    expect(await (await shop.visit(expired.session.url ?? '')).locator('body').innerText()).toMatch(/expired/i);
    const finished = await open();
    await shop.merchant.must('PUT', `/checkout-sessions/${finished.session.id}/complete`);
    expect(await (await shop.visit(finished.session.url ?? '')).locator('form').count()).toBe(0);
  });

  it('learns by itself that its session has ended', async () => {
    const { page, session } = await open();
    await shop.merchant.must('POST', `/checkout-sessions/${session.id}/expire`);
    await eventually(async () => /expired/i.test(await page.locator('body').innerText()), {
      timeoutMs: 15_000,
      describe: 'the open page says that it has expired',
    });
  });

  it('says that a link is none', async () => {
    const page = await shop.visit(`${shop.stack.apiUrl}/checkout/nobody`);
    expect(await page.locator('h1').innerText()).toMatch(/link/i);
  });
});
