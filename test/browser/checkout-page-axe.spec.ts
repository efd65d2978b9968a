// Every screen of the hosted page by the rules of WCAG 2.2 AA that a machine can check, in light and dark, on a phone and on a desk.
import axe from 'axe-core';
import type { BuyerSession } from '@tillstream/checkout/browser';
import type { Page } from 'playwright-core';
import { attempt, subscriptionTier, tier } from './support/buyer-sessions';
import { PageSuite, payButton } from './support/page-under-test';

const suite = new PageSuite();
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** One line for each element that breaks a rule. */
async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(document, ${JSON.stringify({ runOnly: rules })})`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${String(target)}: ${failureSummary}`));
}

const dearer = tier({ index: 1, due_now_atom: 3000, subtotal_atom: 3000, needs_consent: true });
const screens: Readonly<Record<string, Partial<BuyerSession>>> = {
  'a purchase': {},
  'a subscription with a mandate': { tiers: [subscriptionTier()] },
  'a fallback that needs a press of its own': { tiers: [tier(), dearer] },
  'a code that was typed': { promotion: { allowed: true, code: 'WELCOME', label: '10% off', removable: true } },
  'a declined card': { attempt: attempt({ state: 'failed', message_id: 'card-declined' }) },
  'an attempt under way': { payment_state: 'processing', attempt: attempt() },
  'a challenge': {
    payment_state: 'requires_action',
    attempt: attempt({
      state: 'requires_action',
      action: { type: 'challenge', number: 1, url: 'about:blank', expires_at: '2030-03-07T10:00:00.000Z' },
    }),
  },
  'an outcome that nobody knows': { payment_state: 'unresolved', attempt: attempt({ state: 'unresolved' }) },
  'a finished session': { state: 'success', payment_state: 'paid', attempt: attempt({ state: 'succeeded' }), charged_tier: 0 },
  'a session that was tried too often': { attempt: attempt({ state: 'failed' }), attempt_limit_reached: 'attempts' },
  'a session that takes no other cards': { attempt: attempt({ state: 'failed' }), attempt_limit_reached: 'cards' },
  'an expired session': { state: 'expired', is_expired: true, allow_renewal: true },
};

const surroundings = {
  'light, on a desk': { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  'dark, on a phone': { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
} as const;

describe.each(Object.entries(surroundings))('the hosted page, %s', (_, context) => {
  it.each(Object.entries(screens))('shows %s to everybody', async (_name, session) => {
    const { page } = await suite.open({ session, context });
    expect(await faults(page)).toEqual([]);
  });

  it('shows what is missing to everybody', async () => {
    const { page } = await suite.open({ context });
    await payButton(page).click();
    expect(await page.locator('[aria-invalid=true]').count()).toBeGreaterThan(0);
    expect(await faults(page)).toEqual([]);
  });
});

it('would be told of a button without a name and of a text that is too pale', async () => {
  const { page } = await suite.open();
  await page.evaluate(() => {
    document.querySelector('form')?.append(document.createElement('button'));
    document.querySelectorAll<HTMLElement>('h1, h2, p').forEach((element) => element.style.setProperty('color', '#eee'));
  });
  const found = (await faults(page)).map((line) => line.split(' ')[0]);
  expect(new Set(found)).toEqual(new Set(['button-name', 'color-contrast']));
});
