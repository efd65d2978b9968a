// What the hosted page says where too much was tried: on this session, with other cards, or from this address.
import type { BuyerSession } from '@tillstream/checkout/browser';
import { attempt } from './support/buyer-sessions';
import { fillIn, notice, type Opened, PageSuite, payButton } from './support/page-under-test';

const suite = new PageSuite();
const declined = attempt({ number: 10, state: 'failed', message_id: 'card-declined' });
const spent = { attempt: declined, attempt_limit_reached: 'attempts' } satisfies Partial<BuyerSession>;
const saysSo =
  /takes no more tries\s+It was tried too often\. You have not been charged\. If you still want to pay, please contact Northwind Coffee/;
const panelOf = ({ page }: Pick<Opened, 'page'>) => page.locator('.panel');

describe('a session that takes no more tries', () => {
  it('says so to whoever presses once too often, after a reload, and in a second tab', async () => {
    const first = await suite.open({ session: { attempt: declined } });
    const second = await suite.another(first.server);
    first.server.script = {
      onAttempt: () => {
        first.server.change(spent);
        return { problem: { status: 400, code: 'too-many-attempts' } };
      },
    };
    await fillIn(first.page);
    await payButton(first.page).click();
    for (const tab of [first, second, await suite.another(first.server)]) {
      await panelOf(tab).waitFor();
      expect(await panelOf(tab).innerText()).toMatch(saysSo);
      expect(await tab.page.locator('form').count()).toBe(0);
    }
    expect(await first.page.evaluate(() => document.activeElement?.textContent)).toBe('This page takes no more tries');
    await first.page.reload();
    expect(await panelOf(first).innerText()).toMatch(saysSo);
    await panelOf(first).getByText('Back to Northwind Coffee').click();
    await first.page.waitForURL('**/back**');
  });

  it('says so before any script runs, and in the buyer’s language', async () => {
    const opened = await suite.open({ session: spent, context: { locale: 'de-DE', javaScriptEnabled: false } });
    expect(await panelOf(opened).innerText()).toContain('Es wurde nichts abgebucht. Wenn Sie weiterhin bezahlen möchten');
  });

  it('speaks of the card where nothing would have been paid', async () => {
    const setup = { ...spent, mode: 'setup', tiers: [], payment_required: false } satisfies Partial<BuyerSession>;
    expect(await panelOf(await suite.open({ session: setup })).innerText()).toContain('Your card has not been saved.');
  });

  it('leads on all the same once its merchant has completed it by hand', async () => {
    const { page, server } = await suite.open({ session: spent });
    server.change({ state: 'success' });
    await page.waitForURL('**/done**');
  });
});

it('a session on which too many cards were tried says after a reload which ones it takes', async () => {
  const { page, server } = await suite.open({ session: { attempt: declined, attempt_limit_reached: 'cards' } });
  expect(await notice(page).innerText()).toMatch(/You have not been charged\. Please use one of those you tried/);
  await fillIn(page);
  await payButton(page).click();
  await page.waitForURL('**/done**');
  expect(server.posted).toHaveLength(1);
});

it('the button waits as long as the server asks for after too many tries, and says so', async () => {
  const problem = { status: 429, code: 'too-many-requests' };
  const { page, server } = await suite.open({
    script: { onAttempt: (_posted, count) => (count === 1 ? { problem, retryAfter: 3 } : { attempt: { state: 'succeeded' } }) },
  });
  await fillIn(page);
  await payButton(page).click();
  await notice(page).waitFor();
  expect(await notice(page).innerText()).toBe(
    'There were too many tries. You have not been charged. Please wait 1 minute: the button then works again.',
  );
  expect(await payButton(page).getAttribute('aria-disabled')).toBe('true');
  await payButton(page).press('Enter');
  await notice(page).waitFor({ state: 'detached' });
  expect(server.posted).toHaveLength(1);
  expect(await payButton(page).evaluate((button) => document.activeElement === button)).toBe(true);
  await payButton(page).click();
  await page.waitForURL('**/done**');
  expect(server.posted).toHaveLength(2);
});
