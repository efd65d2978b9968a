// 3-D Secure on the real stack in a real browser: the bank's page in its frame, with and without it, and a buyer who leaves it.
import type { Page } from 'playwright-core';
import { fillIn, notice, payButton } from './support/page-under-test';
import { RealShop, type ShopSession } from './support/real-shop';

const CHALLENGED = '4000002500003155';
const shop = new RealShop('alpha');

interface AtBank {
  readonly page: Page;
  readonly session: ShopSession;
  /** What the browser complained about: nothing, as long as every policy lets in what it must. */
  readonly complaints: string[];
}

async function atTheBank(): Promise<AtBank> {
  const session = await shop.session();
  const page = await shop.phone();
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  await page.goto(session.url ?? '');
  await fillIn(page, { number: CHALLENGED });
  await payButton(page).click();
  await bankOf(page).getByRole('button', { name: 'approve' }).waitFor();
  return { page, session, complaints };
}

const bankOf = (page: Page) => page.frameLocator('iframe').frameLocator('iframe');

describe('a challenge on the hosted page', () => {
  it('is passed in the frame, and leads to the success url', async () => {
    const { page, session, complaints } = await atTheBank();
    expect(await shop.read(session)).toMatchObject({ payment_state: 'requires_action' });
    await bankOf(page).getByRole('button', { name: 'approve' }).click();
    await page.waitForURL('**/thanks?*');
    expect(await shop.read(session)).toMatchObject({ state: 'success', payment_state: 'paid' });
    expect(complaints).toEqual([]);
  });

  it('lets in the one bank, and only while it is asked', async () => {
    const { page, session } = await atTheBank();
    const policyOf = async (url: string) => (await page.request.get(url)).headers()['content-security-policy'] ?? '';
    expect(await policyOf(page.url())).toContain("frame-src 'self';");
    const frame =
      page
        .frames()
        .find((one) => one.url().includes('/challenge/ca_'))
        ?.url() ?? '';
    expect(await policyOf(frame)).toContain(`frame-src ${new URL(shop.stack.sandboxUrl).origin} 'self';`);
    await bankOf(page).getByRole('button', { name: 'approve' }).click();
    await page.waitForURL('**/thanks?*');
    expect(await policyOf(frame)).not.toContain('frame-src');
    expect(await (await page.request.get(frame)).text()).not.toContain(shop.stack.sandboxUrl);
    expect(await shop.read(session)).toMatchObject({ state: 'success' });
  });

  it('that the buyer fails is said, and another card pays', async () => {
    const { page, session } = await atTheBank();
    await bankOf(page).getByRole('button', { name: 'fail' }).click();
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toMatch(/could not confirm that it is you/i);
    await page.locator('#field-number').fill('');
    await fillIn(page, { email: null });
    await payButton(page).click();
    await page.waitForURL('**/thanks?*');
    expect(await shop.read(session)).toMatchObject({ state: 'success', payment_state: 'paid' });
  });

  it('is left by the buyer, who has not been charged', async () => {
    const { page, session } = await atTheBank();
    await page.getByRole('button', { name: 'Do not pay with this card' }).click();
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toContain('was not finished. You have not been charged.');
    expect(await shop.read(session)).toMatchObject({ state: 'open', payment_state: 'none' });
    expect(await payButton(page).isVisible()).toBe(true);
  });

  it('is passed without the frame too: the way back leads to the session', async () => {
    const { page, session } = await atTheBank();
    await page.getByText('Open your bank’s page in this window').click();
    await page.getByRole('button', { name: 'approve' }).click();
    await page.waitForURL(session.url ?? '');
    // Whether the page was quicker than the confirmation or not: it leads on, or shows where to.
    await Promise.race([page.locator('a[href*="/thanks"]').waitFor(), page.waitForURL('**/thanks?*')]);
    expect(await shop.read(session)).toMatchObject({ state: 'success', payment_state: 'paid' });
  });
});
