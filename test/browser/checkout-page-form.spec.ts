// The form of the hosted page: what it checks while somebody types, by which means it can be used, and promotion codes.
import type { Page } from 'playwright-core';
import { eventually } from '../support/eventually';
import { subscriptionTier, tier } from './support/buyer-sessions';
import { fillIn, goodCard, notice, PageSuite, payButton } from './support/page-under-test';

const suite = new PageSuite();
const focused = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);

describe('the form of the hosted page', () => {
  it('names every missing field at the field, goes to the first, and sends nothing', async () => {
    const { page, server } = await suite.open();
    await payButton(page).click();
    expect(await focused(page)).toBe('field-email');
    const fields = ['email', 'number', 'expiry', 'code', 'name', 'postal'];
    for (const name of fields) {
      const input = page.locator(`#field-${name}`);
      expect(await input.getAttribute('aria-invalid')).toBe('true');
      expect(await input.getAttribute('aria-describedby')).toContain(`fault-${name}`);
      expect(await page.locator(`#fault-${name}`).innerText()).toMatch(/^Enter /);
    }
    await page.locator('#field-email').fill('ada@example.com');
    expect(await page.locator('#fault-email').count()).toBe(0);
    expect(server.posted).toEqual([]);
  });

  it('finds typing errors when a field is left', async () => {
    const { page } = await suite.open();
    const wrong = [
      ['number', '4242424242424241', 'This card number is not right. Please check the digits.'],
      ['number', '42424242', 'This card number is not complete.'],
      ['expiry', '1220', 'This card has expired.'],
      ['expiry', '1334', 'Enter the expiry date as month and year.'],
      ['code', '12', 'This security code is not complete.'],
      ['email', 'ada@', 'This does not look like an e-mail address.'],
    ] as const;
    for (const [name, typed, fault] of wrong) {
      await page.locator(`#field-${name}`).fill(typed);
      await page.locator(`#field-${name}`).blur();
      expect(await page.locator(`#fault-${name}`).innerText()).toBe(fault);
      await page.locator(`#field-${name}`).fill('');
    }
  });

  it('knows the brand, spaces the digits as the card does, and keeps the caret where it is', async () => {
    const { page } = await suite.open();
    const number = page.locator('#field-number');
    await number.pressSequentially('378282246310005');
    expect(await number.inputValue()).toBe('3782 822463 10005');
    expect(await page.locator('.field-number [role=status]').innerText()).toBe('American Express');
    expect(await page.locator('#hint-code').innerText()).toBe('Four digits on the front of the card');
    await number.fill('');
    await number.pressSequentially('4242424242424242');
    expect(await page.locator('.field-number [role=status]').innerText()).toBe('Visa');
    await number.evaluate((input: HTMLInputElement) => input.setSelectionRange(7, 7));
    await page.keyboard.press('Backspace');
    expect(await number.inputValue()).toBe('4242 4424 2424 242');
    expect(await number.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(6);
    const expiry = page.locator('#field-expiry');
    for (const [typed, shown] of [
      ['4', '04'],
      ['1234', '12 / 34'],
      ['04/2031', '04 / 31'],
      ['2031-04', '04 / 31'],
    ] as const) {
      await expiry.fill(typed);
      expect(await expiry.inputValue()).toBe(shown);
    }
  });

  it('tells the browser what each field is for', async () => {
    const { page } = await suite.open();
    const expected = {
      email: ['email', 'email'],
      number: ['cc-number', 'numeric'],
      expiry: ['cc-exp', 'numeric'],
      code: ['cc-csc', 'numeric'],
      name: ['cc-name', null],
      country: ['country', null],
      postal: ['postal-code', 'numeric'],
    };
    for (const [name, [autocomplete, inputmode]] of Object.entries(expected)) {
      const field = page.locator(`#field-${name}`);
      expect([name, await field.getAttribute('autocomplete'), await field.getAttribute('inputmode')]).toEqual([
        name,
        autocomplete,
        inputmode,
      ]);
      expect(await page.locator(`label[for=field-${name}]`).count()).toBe(1);
    }
    expect(await page.locator('#field-country option').count()).toBe(249);
    await page.locator('#field-country').selectOption('JP');
    expect(await page.locator('#field-postal').count()).toBe(0);
  });

  it('keeps what was typed before the script ran', async () => {
    const { page, server } = await suite.open({ context: { javaScriptEnabled: false } });
    const { page: slow } = await suite.another(server, {}, async (tab) => {
      let letThrough: () => void = () => undefined;
      const typed = new Promise<void>((resolve) => (letThrough = resolve));
      await tab.route('**/assets/**', async (route) => {
        await typed;
        await route.continue();
      });
      await tab.goto(server.pageUrl, { waitUntil: 'commit' });
      await tab.locator('#field-number').fill('5555555555554444');
      await tab.locator('#field-name').fill('Ada');
      letThrough();
    });
    expect(await payButton(page).isDisabled()).toBe(true);
    expect(await slow.locator('#field-name').inputValue()).toBe('Ada');
    expect(await slow.locator('#field-number').inputValue()).toBe('5555555555554444');
    await slow.locator('.mark-mastercard').waitFor();
  });

  it('can be used by keyboard alone', async () => {
    const { page, server } = await suite.open({ session: { promotion: { allowed: true, code: null, label: null, removable: false } } });
    const order: string[] = [];
    const typed: Readonly<Record<string, string>> = {
      'field-email': 'ada@example.com',
      'field-number': goodCard.number,
      'field-expiry': goodCard.expiry,
      'field-code': goodCard.code,
      'field-name': goodCard.name,
      'field-country': 'Germany',
    };
    for (let steps = 0; steps < 12; steps += 1) {
      await page.keyboard.press('Tab');
      const id = (await focused(page)) ?? '';
      const name = id === '' ? await page.evaluate(() => document.activeElement?.textContent ?? '') : id;
      order.push(name);
      if (typed[id] !== undefined) await page.keyboard.type(typed[id]);
      if (name === 'Pay $20.00') break;
    }
    expect(order).toEqual(['Add a promotion code', 'Back to Northwind Coffee', ...Object.keys(typed), 'Pay $20.00']);
    expect(await page.locator(':focus-visible').evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/done**');
    expect(server.posted[0]?.request.customer.country).toBe('DE');
  });

  it.each([
    ['a narrow phone, or 400 % zoom', { width: 320, height: 640 }],
    ['a desktop at 200 % zoom', { width: 640, height: 450 }],
  ])('needs no scrolling sideways on %s', async (_name, viewport) => {
    const long = { name: 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz', description: 'x'.repeat(200) };
    const order = subscriptionTier();
    const { page } = await suite.open({
      session: { tiers: [{ ...order, line_items: order.line_items.map((item) => ({ ...item, ...long })) }] },
      context: { viewport },
    });
    await payButton(page).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
  });
});

describe('a promotion code on the hosted page', () => {
  const allowed = { allowed: true, code: null, label: null, removable: false };

  it('is asked for only where the merchant allows it', async () => {
    const { page } = await suite.open();
    expect(await page.getByText('Add a promotion code').count()).toBe(0);
    const { page: merchants } = await suite.open({
      session: { promotion: { allowed: false, code: 'VIP', label: null, removable: false } },
    });
    expect(await merchants.locator('.code').innerText()).toContain('VIP');
    expect(await merchants.locator('.code button').count()).toBe(0);
  });

  it('shows its effect at once, can be taken away again, and says clearly when it does not apply', async () => {
    const codes: string[] = [];
    const { page } = await suite.open({
      session: { promotion: allowed },
      script: {
        onCode: (code) => {
          codes.push(code);
          if (code !== 'BEANS5')
            return {
              problem: {
                status: 422,
                code: 'unprocessable',
                detail: [{ loc: ['body', 'code'], msg: 'expired', type: 'promotion-expired' }],
              },
            };
          const promotion = { allowed: true, code: 'BEANS5', label: 'Five off', removable: true };
          return { promotion, offer_id: 'off_2', tiers: [tier({ discount_atom: 500, due_now_atom: 1500 })] };
        },
        onRemove: () => ({ promotion: allowed, offer_id: 'off_1', tiers: [tier()] }),
      },
    });
    await page.getByRole('button', { name: 'Add a promotion code' }).click();
    const input = page.getByLabel('Promotion code');
    expect(await focused(page)).toBe('promotion-code');
    await page.getByRole('button', { name: 'Apply' }).click();
    expect(await page.locator('#promotion-fault').innerText()).toBe('Type a code first.');
    await input.fill('OLD');
    await input.press('Enter');
    await page.getByText('This code has expired.').waitFor();
    expect(await input.getAttribute('aria-describedby')).toBe('promotion-fault');
    await input.fill('BEANS5');
    await input.press('Enter');
    await page.locator('.code').waitFor();
    expect(await payButton(page).innerText()).toBe('Pay $15.00');
    expect(await page.locator('.totals').innerText()).toContain('Five off');
    expect(await page.locator('.promotion [role=status]').innerText()).toBe('The code BEANS5 is applied.');
    await page.getByRole('button', { name: 'Remove code BEANS5' }).click();
    await eventually(async () => (await payButton(page).innerText()) === 'Pay $20.00', { timeoutMs: 5_000, describe: 'the discount goes' });
    expect(codes).toEqual(['OLD', 'BEANS5']);
  });
});

describe('a known customer on the hosted page', () => {
  const known = {
    email_required: false,
    customer: { email_hint: 'a•••@example.com', name: 'Ada Lovelace', country: 'US', postal_code: '94107' },
    saved_payment_methods: [
      { id: 'pm_dev_1', brand: 'visa', last_four: '4242', exp_month: 4, exp_year: 2031 },
      { id: 'pm_dev_2', brand: 'house-card', last_four: '0001', exp_month: 12, exp_year: 2030 },
    ],
  };

  it('pays with a saved card without typing anything', async () => {
    const { page, server } = await suite.open({ session: known });
    expect(await page.locator('.known').innerText()).toBe('a•••@example.com');
    expect(await page.locator('#field-number').count()).toBe(0);
    await page.getByRole('radio', { name: 'house-card ending in 0001' }).check();
    await payButton(page).click();
    await page.waitForURL('**/done**');
    const nobody = { email: null, name: null, country: null, postal_code: null };
    expect(server.posted[0]?.request).toMatchObject({ card_jwe: null, payment_method_id: 'pm_dev_2', customer: nobody });
  });

  it('is asked for a card when the chosen one was taken away meanwhile', async () => {
    const { page, server } = await suite.open({ session: known });
    server.change({ saved_payment_methods: [] });
    await page.locator('#field-number').waitFor();
    await fillIn(page, { email: null });
    await payButton(page).click();
    await page.waitForURL('**/done**');
    expect(server.posted[0]?.request).toMatchObject({ payment_method_id: null });
    expect(server.posted[0]?.card).toMatchObject({ number: '4242424242424242' });
  });

  it('finds the details filled in for another card, which is saved if that is ticked', async () => {
    const { page, server } = await suite.open({ session: known });
    await page.getByRole('radio', { name: 'Another card' }).check();
    expect(await page.locator('#field-name').inputValue()).toBe('Ada Lovelace');
    expect(await page.locator('#field-postal').inputValue()).toBe('94107');
    await fillIn(page, { email: null, country: 'US' });
    await page.getByLabel('Save this card').check();
    expect(await page.locator('#mandate').innerText()).toContain('to save this card');
    await payButton(page).click();
    await page.waitForURL('**/done**');
    expect(server.posted[0]?.request).toMatchObject({
      payment_method_id: null,
      save_card: true,
      mandate_text_id: 'save-card-1',
      customer: { postal_code: '94107' },
    });
  });

  it('says at the field what the server finds wrong', async () => {
    const detail = [{ loc: ['body', 'customer', 'email'], msg: 'no such host', type: 'email' }];
    const { page } = await suite.open({ script: { onAttempt: () => ({ problem: { status: 422, code: 'unprocessable', detail } }) } });
    await fillIn(page);
    await payButton(page).click();
    await page.locator('#fault-email').waitFor();
    expect(await focused(page)).toBe('field-email');
    expect(await notice(page).innerText()).toContain('Please check the marked fields.');
  });

  it('completes an order of nothing without a card', async () => {
    const { page, server } = await suite.open({
      session: { ...known, saved_payment_methods: [], payment_required: false, tiers: [tier({ due_now_atom: 0, discount_atom: 2000 })] },
    });
    expect(await page.locator('#field-number').count()).toBe(0);
    expect(await payButton(page).innerText()).toBe('Complete order · $0.00');
    await payButton(page).click();
    await page.waitForURL('**/done**');
    expect(server.posted[0]?.request).toMatchObject({ card_jwe: null, payment_method_id: null });
  });
});
