// Paying on the hosted page: one press is one payment, whatever the network, the buyer or a second tab does.
import type { AddressInfo } from 'node:net';
import type { FailureMessageId } from '@tillstream/checkout/browser';
import fastify from 'fastify';
import { eventually } from '../support/eventually';
import { attempt, subscriptionTier, tier } from './support/buyer-sessions';
import { fillIn, notice, PageSuite, payButton } from './support/page-under-test';

const suite = new PageSuite();
const posts = (log: readonly string[]): number => log.filter((line) => line === 'POST /api/checkout/…/attempts').length;

describe('paying on the hosted page', () => {
  it('sends the card to the vault alone, and the buyer to the merchant', async () => {
    const { page, server } = await suite.open();
    await fillIn(page);
    expect(await payButton(page).innerText()).toBe('Pay $20.00');
    await payButton(page).click();
    await page.waitForURL(`**/done?id=${server.session.id}`);
    const { request, card } = server.posted[0]!;
    expect(card).toEqual({
      number: '4242424242424242',
      exp_month: 12,
      exp_year: 2034,
      cvc: '123',
      name: 'Ada Lovelace',
      session_id: server.session.id,
    });
    expect(request).toEqual({
      number: 1,
      card_jwe: expect.stringMatching(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/),
      payment_method_id: null,
      customer: { email: 'ada@example.com', name: 'Ada Lovelace', country: 'DE', postal_code: null },
      offer_id: 'off_1',
      first_tier: 0,
      accepted_tiers: [0],
      save_card: false,
      locale: 'en-US',
      mandate_text_id: null,
    });
  });

  it('makes one payment of a double click, and of a press on the Enter key besides', async () => {
    let answer: (() => void) | undefined;
    const { page, server } = await suite.open({
      script: { onAttempt: () => new Promise((resolve) => (answer = () => resolve({ attempt: { state: 'succeeded' } }))) },
    });
    await fillIn(page);
    await payButton(page).dblclick();
    await payButton(page).press('Enter');
    await eventually(() => answer !== undefined, { timeoutMs: 5_000, describe: 'the attempt arrives' });
    expect(await payButton(page).innerText()).toBe('Processing…');
    answer?.();
    await page.waitForURL('**/done**');
    expect(posts(server.log)).toBe(1);
  });

  it('says a decline at the top, keeps what was typed, and takes the next number for the second try', async () => {
    const { page, server } = await suite.open({
      script: {
        onAttempt: (_posted, times) => ({
          attempt: times === 1 ? { state: 'failed', message_id: 'insufficient-funds' } : { state: 'succeeded' },
        }),
      },
    });
    await fillIn(page, { number: '4000000000009995' });
    await payButton(page).click();
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toContain('not enough money on this card. You have not been charged.');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('notice');
    expect(await page.locator('#field-name').inputValue()).toBe('Ada Lovelace');
    await page.locator('#field-number').fill('5555555555554444');
    await payButton(page).click();
    await page.waitForURL('**/done**');
    expect(server.posted.map(({ request, card }) => [request.number, card?.number])).toEqual([
      [1, '4000000000009995'],
      [2, '5555555555554444'],
    ]);
  });

  it('says what the bank found wrong at its field, and again after a reload', async () => {
    const { page } = await suite.open({
      script: { onAttempt: () => ({ attempt: { state: 'failed', message_id: 'security-code-wrong' } }) },
    });
    await fillIn(page);
    await payButton(page).click();
    const code = page.locator('#field-code[aria-invalid=true]');
    await code.waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-code');
    expect(await code.getAttribute('aria-describedby')).toBe('fault-code hint-code');
    expect(await page.locator('#fault-code').innerText()).toBe('The security code is not right.');
    await page.reload();
    expect(await page.locator('#fault-code').innerText()).toBe('The security code is not right.');
    await page.locator('#field-code').fill('9');
    expect(await page.locator('#fault-code').count()).toBe(0);
  });

  it('uses the words of the server for a reason that it does not know', async () => {
    const id: string = 'from-the-future';
    const failed = attempt({ state: 'failed', message_id: id as FailureMessageId, message_for_customer: 'The moon is too full.' });
    const { page } = await suite.open({ session: { attempt: failed } });
    expect(await notice(page).innerText()).toContain('The moon is too full.');
  });

  it('shows the merchant’s own words as text, whatever stands in them', async () => {
    const words = 'Call <b>us</b> & we help. <img src=x onerror=alert(1)>';
    const { page } = await suite.open({
      script: { onAttempt: () => ({ attempt: { state: 'failed', message_id: 'merchant-message', message_for_customer: words } }) },
    });
    await fillIn(page);
    await payButton(page).click();
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toBe(words);
    expect(await notice(page).locator('b, img').count()).toBe(0);
    await page.reload();
    expect(await notice(page).innerText()).toBe(words);
  });

  it('finds the running attempt after a reload, and goes on with it', async () => {
    const { page, server } = await suite.open({ script: { onAttempt: () => ({ attempt: { state: 'processing' } }) } });
    await fillIn(page);
    await payButton(page).click();
    await eventually(() => server.posted.length === 1, { timeoutMs: 5_000, describe: 'the attempt arrives' });
    await page.reload();
    expect(await page.locator('.panel').innerText()).toContain('Your payment is being made');
    expect(await payButton(page).isVisible()).toBe(false);
    server.change({ state: 'success', payment_state: 'paid', attempt: attempt({ state: 'succeeded' }) });
    await page.waitForURL('**/done**');
    expect(posts(server.log)).toBe(1);
  });

  it('has nothing to press for who comes back after paying', async () => {
    const { page, server } = await suite.open();
    await fillIn(page);
    await payButton(page).click();
    await page.waitForURL('**/done**');
    await page.goBack();
    await page.getByText('Payment successful').waitFor();
    expect(await payButton(page).count()).toBe(0);
    expect(posts(server.log)).toBe(1);
  });

  it('shows a second tab the same payment', async () => {
    const { page, server } = await suite.open({ script: { onAttempt: () => ({ attempt: { state: 'processing' } }) } });
    const { page: second } = await suite.another(server);
    await Promise.all([fillIn(page), fillIn(second)]);
    await payButton(page).click();
    await second.getByText('Your payment is being made').waitFor();
    server.change({ attempt: attempt({ state: 'failed', message_id: 'card-declined' }) });
    await notice(second).waitFor();
    await notice(page).waitFor();
    server.script = {};
    await payButton(second).click();
    await second.waitForURL('**/done**');
    await page.waitForURL('**/done**');
    expect(server.posted.map(({ request }) => request.number)).toEqual([1, 2]);
  });

  it('makes one payment of two tabs that press at the same time', async () => {
    const { page, server } = await suite.open();
    const { page: second } = await suite.another(server);
    await Promise.all([fillIn(page), fillIn(second)]);
    await Promise.all([payButton(page).click(), payButton(second).click()]);
    await Promise.all([page.waitForURL('**/done**'), second.waitForURL('**/done**')]);
    expect(server.posted).toHaveLength(1);
  });

  it('repeats a press whose answer was lost under the same number', async () => {
    const { page, server } = await suite.open({
      script: { onAttempt: (_posted, times) => (times < 3 ? 'hang up' : { attempt: { state: 'succeeded' } }) },
    });
    await fillIn(page);
    await payButton(page).click();
    await page.waitForURL('**/done**', { timeout: 20_000 });
    expect(server.posted.map(({ request }) => request.number)).toEqual([1, 1, 1]);
    expect(new Set(server.posted.map(({ request }) => request.card_jwe)).size).toBe(1);
  });

  it('follows the attempt that another page began, where the server says that one is running', async () => {
    const { page, server } = await suite.open({ script: { stream: 'off' } });
    server.script.onAttempt = () => {
      server.change({ attempt: attempt({ number: 7, state: 'processing' }) });
      return { problem: { status: 409, code: 'payment-in-progress' } };
    };
    await fillIn(page);
    await payButton(page).click();
    await eventually(() => server.posted.length === 1, { timeoutMs: 5_000, describe: 'the attempt arrives' });
    server.change({ state: 'success', payment_state: 'paid', attempt: attempt({ number: 7, state: 'succeeded' }) });
    await page.waitForURL('**/done**', { timeout: 20_000 });
  });

  it.each(['off', 'mute'] as const)('hears the end also where the stream is %s', async (stream) => {
    const { page, server } = await suite.open({ script: { stream, onAttempt: () => ({ attempt: { state: 'processing' } }) } });
    await fillIn(page);
    await payButton(page).click();
    await eventually(() => server.posted.length === 1, { timeoutMs: 5_000, describe: 'the attempt arrives' });
    server.change({ attempt: attempt({ state: 'failed', message_id: 'try-later' }) });
    await notice(page).waitFor({ timeout: 20_000 });
    expect(await notice(page).innerText()).toContain('wait a while');
  });

  it('tells the truth while nobody knows, offers nothing to press, and updates itself', async () => {
    const { page, server } = await suite.open({
      script: { onAttempt: () => ({ attempt: { state: 'unresolved' }, session: { payment_state: 'unresolved' } }) },
    });
    await fillIn(page);
    await payButton(page).click();
    await page.getByText('We are checking with your bank').waitFor();
    expect(await page.locator('.panel').innerText()).toContain('You will not be charged a second time.');
    expect(await payButton(page).isVisible()).toBe(false);
    expect(await page.locator('.back').count()).toBe(0);
    server.change({ payment_state: 'none', attempt: attempt({ state: 'failed', message_id: 'not-charged' }) });
    await notice(page).waitFor();
    expect(await page.locator('#field-name').inputValue()).toBe('Ada Lovelace');
    server.script = {};
    await payButton(page).click();
    await page.waitForURL('**/done**');
    expect(server.posted.map(({ request }) => request.number)).toEqual([1, 2]);
  });

  it('shows a changed amount and takes it only by another press', async () => {
    const dearer = {
      offer_id: 'off_2',
      tiers: [tier({ due_now_atom: 2500 })],
      payment_required: true,
      promotion: { allowed: false, code: null, label: null, removable: false },
    };
    const { page, server } = await suite.open();
    server.script.onAttempt = ({ request }) => {
      if (request.offer_id === 'off_2') return { attempt: { state: 'succeeded' } };
      server.session = { ...server.session, ...dearer, revision: server.session.revision + 1 };
      return { problem: { status: 400, code: 'amount-changed', offer: dearer } };
    };
    await fillIn(page);
    await payButton(page).click();
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toContain('The price has changed.');
    expect(await payButton(page).innerText()).toBe('Pay $25.00');
    await payButton(page).click();
    await page.waitForURL('**/done**');
    expect(server.posted.map(({ request }) => [request.number, request.offer_id])).toEqual([
      [1, 'off_1'],
      [1, 'off_2'],
    ]);
  });

  it('encrypts anew, by itself and once, where the vault has another key by now', async () => {
    const { page, server } = await suite.open();
    server.script = {
      // The page answers the refusal faster than a test could change the script.
      onAttempt: async (_posted, times) =>
        times === 1
          ? { problem: { status: 400, code: 'card-unreadable', vault_key: await server.newVaultKey('2') } }
          : { attempt: { state: 'succeeded' } },
    };
    await fillIn(page);
    await payButton(page).click();
    await page.waitForURL('**/done**');
    expect(server.posted.map(({ card }) => card?.number)).toEqual(['4242424242424242', '4242424242424242']);
  });

  it('agrees to the fallbacks that are no worse, and names the mandate of what recurs', async () => {
    const tiers = [
      subscriptionTier(),
      tier({ index: 1, due_now_atom: 900 }),
      subscriptionTier({ index: 2, due_now_atom: 3000, needs_consent: true }),
    ];
    const { page, server } = await suite.open({ session: { tiers } });
    expect(await page.locator('#mandate').innerText()).toContain(
      'you allow Northwind Coffee Ltd. to charge this card: $20.00 today, then $10.00 a month from March 7, 2030. This repeats until you cancel. To cancel, tell Northwind Coffee Ltd. (127.0.0.1',
    );
    expect(await payButton(page).getAttribute('aria-describedby')).toBe('mandate');
    expect(await payButton(page).innerText()).toBe('Subscribe and pay $20.00');
    await fillIn(page);
    await payButton(page).click();
    await page.waitForURL('**/done**');
    expect(server.posted[0]?.request).toMatchObject({ accepted_tiers: [0, 1], first_tier: 0, mandate_text_id: 'recurring-1' });
  });

  it('charges worse terms only after a press of the button with these terms on it', async () => {
    const tiers = [tier(), subscriptionTier({ index: 1, due_now_atom: 500, needs_consent: true })];
    const { page, server } = await suite.open({
      session: { tiers },
      script: {
        onAttempt: (_posted, times) => ({
          attempt: times === 1 ? { state: 'failed', message_id: 'card-declined', offered_tier: 1 } : { state: 'succeeded' },
        }),
      },
    });
    await fillIn(page);
    await payButton(page).click();
    await page.getByText('How would you like to go on?').waitFor();
    expect(await payButton(page).innerText()).toBe('Pay $20.00');
    await page.getByRole('radio', { name: 'Take $5.00 today, then $10.00 a month' }).check();
    expect(await payButton(page).innerText()).toBe('Subscribe and pay $5.00');
    expect(await page.locator('#mandate').innerText()).toContain('$5.00 today, then $10.00 a month from March 7, 2030');
    await payButton(page).click();
    await page.waitForURL('**/done**');
    expect(
      server.posted.map(({ request }) => [request.number, request.first_tier, request.accepted_tiers, request.mandate_text_id]),
    ).toEqual([
      [1, 0, [0], null],
      [2, 1, [0, 1], 'recurring-1'],
    ]);
  });

  describe('with 3-D Secure', () => {
    const bank = fastify({ forceCloseConnections: true });
    const bankUrl = (): string => `http://127.0.0.1:${(bank.server.address() as AddressInfo).port}/acs`;
    beforeAll(async () => {
      bank.get<{ Querystring: { back: string } }>('/acs', async ({ query: { back } }, reply) =>
        reply.type('text/html').send(`<h1>Your bank</h1><a href="${back}">It is me</a>`),
      );
      await bank.listen({ host: '127.0.0.1', port: 0 });
    });
    afterAll(() => bank.close());

    const challenged = async (): ReturnType<PageSuite['open']> => {
      const opened = await suite.open();
      const { server } = opened;
      const action = (id: string) => ({
        type: 'challenge' as const,
        number: 1,
        url: `${bankUrl()}?back=${server.pageUrl}/challenge/${id}/return`,
        expires_at: new Date(Date.now() + 600_000).toISOString(),
      });
      server.script.onAttempt = ({ request }) => ({
        attempt: { state: 'requires_action', action: action(attempt({ number: request.number }).id) },
        session: { payment_state: 'requires_action' },
      });
      await fillIn(opened.page);
      await payButton(opened.page).click();
      await opened.page.getByText('Confirm with your bank').waitFor();
      return opened;
    };

    it('shows the bank in a frame, and goes on when the bank is done', async () => {
      const { page, server } = await challenged();
      server.script.onActionFinished = () => ({ state: 'success', payment_state: 'paid', attempt: attempt({ state: 'succeeded' }) });
      await page.frameLocator('iframe').frameLocator('iframe').getByText('It is me').click();
      await page.waitForURL('**/done**');
      expect(server.outcomes).toEqual(['returned']);
      expect(posts(server.log)).toBe(1);
    });

    it('finds the challenge again after a reload, and has a way back', async () => {
      const { page, server } = await challenged();
      await page.reload();
      await page.frameLocator('iframe').frameLocator('iframe').getByText('It is me').waitFor();
      server.script.onActionFinished = () => ({
        payment_state: 'none',
        attempt: attempt({ state: 'failed', message_id: 'challenge-abandoned' }),
      });
      await page.getByRole('button', { name: 'Do not pay with this card' }).click();
      await notice(page).waitFor();
      expect(await notice(page).innerText()).toContain('was not finished. You have not been charged.');
      expect(server.outcomes).toEqual(['abandoned']);
      expect(await payButton(page).isVisible()).toBe(true);
    });

    it('leads back from a bank that would not be framed', async () => {
      const { page, server } = await challenged();
      await page.getByText('Open your bank’s page in this window').click();
      await page.getByText('It is me').click();
      server.change({ payment_state: 'processing', attempt: attempt({ state: 'processing' }) });
      await page.getByText('Go on to your payment').click();
      await page.waitForURL(server.pageUrl);
      expect(await page.locator('.panel').innerText()).toContain('Your payment is being made');
    });
  });
});
