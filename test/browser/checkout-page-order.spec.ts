// The order on the hosted page: what stands there before and without a script, in which words, and at a session's two ends.
import { eventually } from '../support/eventually';
import { attempt, lineItem, monthly, subscriptionTier, tier } from './support/buyer-sessions';
import { PageSuite, payButton } from './support/page-under-test';

const suite = new PageSuite();
const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();
const text = (value: string | null): string => (value ?? '').replace(/\u00a0|\u202f/g, ' ');

describe('the order on the hosted page', () => {
  it('stands in the document before any script ran, and nothing can be sent without one', async () => {
    const { page } = await suite.open({ session: { tiers: [subscriptionTier()] }, context: { javaScriptEnabled: false } });
    const order = text(await page.locator('.order').innerText());
    for (const part of ['Northwind Coffee', 'Grinder', 'A new roast every month', '$10.00 a month', 'Due today', '$20.00'])
      expect(order).toContain(part);
    expect(order).toContain('$20.00 today, then $10.00 a month from March 7, 2030');
    expect(await page.locator('noscript').innerText()).toContain('switch on JavaScript');
    expect(await payButton(page).isDisabled()).toBe(true);
    expect(await page.locator('form [name]').count()).toBe(0);
  });

  it('is the same after the script took it over', async () => {
    const opening = { session: { tiers: [subscriptionTier()], now: '2030-02-07T00:00:00.000Z', expires_at: '2031-01-01T00:00:00.000Z' } };
    const { page: without } = await suite.open({ ...opening, context: { javaScriptEnabled: false } });
    const { page: withScript } = await suite.open(opening);
    const [before, after] = [without, withScript].map((page) => page.locator('.order').innerText());
    expect(await after).toBe(await before);
  });

  it('tells trial, long interval, term, metered use and a discount that ends', async () => {
    const terms = [
      { group: monthly({ trial_days: 14 }), item: '14 days free, then $10.00 a month', later: 'then $10.00 a month from March 7, 2030' },
      { group: monthly({ interval_count: 3 }), item: '$10.00 every 3 months', later: 'then $10.00 every 3 months from' },
      {
        group: monthly({ metered: true, amount_atom: 0 }),
        item: 'what you use, billed monthly',
        later: 'then what you use, billed monthly from',
      },
      {
        group: monthly({ later: { after_payments: 2, amount_atom: 1500 } }),
        item: '$10.00 a month',
        later: 'from March 7, 2030 for 2 payments, then $15.00 a month',
      },
      {
        group: monthly({ contract_term_multiple: 12, auto_renew: false }),
        item: '$10.00 a month',
        later: 'from March 7, 2030, for 12 months in all',
      },
    ];
    for (const { group, item, later } of terms) {
      const { page } = await suite.open({
        session: { tiers: [tier({ line_items: [lineItem({ recurring: group })], recurring: [group] })] },
      });
      expect(text(await page.locator('.items').innerText())).toContain(item);
      expect(text(await page.locator('.lead-text').innerText())).toContain(later);
    }
  });

  it('uses the decimal places that the server names', async () => {
    const amounts = [
      [tier({ currency: 'jpy', currency_exponent: 0, due_now_atom: 1500 }), '¥1,500'],
      [tier({ currency: 'kwd', currency_exponent: 3, due_now_atom: 1500 }), 'KWD 1.500'],
    ] as const;
    for (const [priced, shown] of amounts) {
      const { page } = await suite.open({ session: { tiers: [priced] } });
      expect(text(await page.locator('.amount').innerText())).toBe(shown);
      expect(text(await payButton(page).innerText())).toBe(`Pay ${shown}`);
    }
  });

  it('shows the discount with its name, and quantities', async () => {
    const discounted = tier({ line_items: [lineItem({ quantity: 3 })], discount_atom: 500, due_now_atom: 1500 });
    const { page } = await suite.open({
      session: { tiers: [discounted], promotion: { allowed: false, code: 'BEANS5', label: 'Five off', removable: false } },
    });
    expect(text(await page.locator('.items').innerText())).toContain('Quantity: 3');
    expect(text(await page.locator('.totals').innerText())).toMatch(
      /Subtotal\s+\$20\.00\s+Discount\s+Five off\s+-\$5\.00\s+Due today\s+\$15\.00/,
    );
  });

  it('lists every tier that may be charged, apart from those that need another press', async () => {
    const tiers = [tier(), tier({ index: 1, due_now_atom: 900 }), subscriptionTier({ index: 2, due_now_atom: 700, needs_consent: true })];
    const { page } = await suite.open({ session: { tiers } });
    const [automatic = '', asked = ''] = await page.locator('.fallbacks ol').allInnerTexts();
    expect(text(automatic)).toContain('$9.00 today');
    expect(text(automatic)).not.toContain('$7.00');
    expect(text(asked)).toContain('$7.00 today, then $10.00 a month from March 7, 2030');
  });

  test.each([
    ['en-GB', 'Pay US$20.00', 'Back to Northwind Coffee'],
    ['de-AT', 'Jetzt $ 20,00 bezahlen', 'Zurück zu Northwind Coffee'],
    ['fr', 'Payer 20,00 $US', 'Retour à Northwind Coffee'],
    ['es', 'Pagar 20,00 US$', 'Volver a Northwind Coffee'],
    ['ja-JP', '$20.00を支払う', 'Northwind Coffeeに戻る'],
  ])('speaks %s', async (locale, button, back) => {
    const { page } = await suite.open({ context: { locale } });
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    expect(text(await payButton(page).innerText())).toBe(button);
    expect(await page.locator('.back').innerText()).toBe(back);
    expect(await page.locator('body').innerText()).not.toMatch(/\{\w+\}/);
  });

  it('shows a finished session with its order, and does not send anybody on by itself', async () => {
    const tiers = [tier(), tier({ index: 1, due_now_atom: 900, line_items: [lineItem({ name: 'Small bag', amount_atom: 900 })] })];
    const session = { state: 'success', payment_state: 'paid', charged_tier: 1, tiers, attempt: attempt({ state: 'succeeded' }) } as const;
    const { page, server } = await suite.open({ session });
    expect(await page.locator('.panel h2').innerText()).toBe('Payment successful');
    expect(await page.locator('.order').innerText()).toMatch(/\$9\.00[\s\S]*Small bag[\s\S]*Total\s+\$9\.00/);
    expect(await page.locator('a.main').getAttribute('href')).toBe(`${server.origin}/done?id=${server.session.id}`);
    expect(await page.locator('form').count()).toBe(0);
    expect(page.url()).toBe(server.pageUrl);
    expect(server.log.filter((line) => line.includes('/api/'))).toEqual([]);
  });

  it('says that an expired page is expired, and offers a new one where the merchant allows it', async () => {
    const expired = { state: 'expired', is_expired: true } as const;
    const { page: closed, server } = await suite.open({ session: expired });
    expect(await closed.locator('.panel').innerText()).toContain('This page has expired');
    expect(await closed.locator('.panel a').getAttribute('href')).toBe(`${server.origin}/back?id=${server.session.id}`);
    expect(await closed.locator('button').count()).toBe(0);

    const renewable = await suite.open({ session: { ...expired, allow_renewal: true } });
    renewable.server.script = { onRenewal: () => `${renewable.server.origin}/done?renewed` };
    await renewable.page.getByRole('button', { name: 'Start again' }).click();
    await renewable.page.waitForURL('**/done?renewed');

    const refused = await suite.open({
      session: { ...expired, allow_renewal: true },
      script: { onRenewal: () => ({ problem: { status: 400, code: 'renewal-not-allowed' } }) },
    });
    await refused.page.getByRole('button', { name: 'Start again' }).click();
    await refused.page.getByText('A new page could not be opened').waitFor();
  });

  it('counts down in the last minutes only, and ends by itself', async () => {
    const { page: calm } = await suite.open({ session: { expires_at: soon(3_600_000) } });
    expect(await calm.locator('.timer').count()).toBe(0);
    const { page } = await suite.open({ session: { expires_at: soon(6_000) } });
    expect(await page.locator('[role=timer]').innerText()).toMatch(/expires in 0:0\d/);
    await page.getByText('This page has expired').waitFor({ timeout: 15_000 });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('This page has expired');
    expect(await payButton(page).isVisible()).toBe(false);
  });

  it('leads back to the merchant while nothing runs, with the id filled in', async () => {
    const { page, server } = await suite.open();
    await page.getByRole('link', { name: 'Back to Northwind Coffee' }).click();
    await page.waitForURL(`**/back?id=${server.session.id}`);
    await page.goBack();
    await payButton(page).waitFor();
    server.change({ attempt: attempt({ state: 'processing' }) });
    await eventually(async () => (await page.locator('.back').count()) === 0, {
      timeoutMs: 5_000,
      describe: 'the way back closes while an attempt runs',
    });
  });

  it('has nothing to press for an order without items, and asks for a card only to save it', async () => {
    const { page: empty } = await suite.open({
      session: { tiers: [tier({ line_items: [], due_now_atom: 0 })], offer_id: null, payment_required: false },
    });
    expect(await empty.locator('.order').innerText()).toContain('There is nothing to pay for yet.');
    expect(await payButton(empty).count()).toBe(0);
    const { page: setup } = await suite.open({ session: { mode: 'setup', tiers: [], offer_id: null, payment_required: false } });
    expect(await payButton(setup).innerText()).toBe('Save card');
    expect(await setup.locator('.mandate').innerText()).toContain('allow Northwind Coffee Ltd. to save this card');
  });

  it('lets nothing of a merchant out of its place', async () => {
    const evil = `</script><img src=x onerror="document.title='broken'"><style>*{display:none}`;
    const { page } = await suite.open({
      session: {
        brand: {
          name: evil,
          color: 'red;}*{display:none',
          logo_url: null,
          legal_name: evil,
          privacy_policy_url: null,
          terms_of_service_url: null,
        },
        tiers: [tier({ line_items: [lineItem({ name: evil, description: '<!-- {merchant} ${x} -->' })] })],
      },
    });
    expect(await page.locator('.item-name').innerText()).toBe(evil);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe(`Pay ${evil}`);
    expect(await payButton(page).isVisible()).toBe(true);
  });

  it('says that a card is being saved where nothing is paid', async () => {
    const { page } = await suite.open({ session: { mode: 'setup', attempt: attempt({ state: 'processing' }) } });
    expect(await page.locator('.panel').innerText()).toContain('Your card is being saved');
  });
});
