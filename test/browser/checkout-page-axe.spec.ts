// Accessibility of the hosted page, each screen by day and by night, against WCAG 2.2 AA as far as a program can tell.
import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { attempt, lineItem, monthly, subscriptionTier, tier } from './support/buyer-sessions';
import { type Opening, PageSuite, payButton } from './support/page-under-test';

const suite = new PageSuite();
const engine = readFileSync('/tmp/axe/node_modules/axe-core/axe.min.js', 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(engine);
  const results = await page.evaluate((values) => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: values }), standards);
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 150)}`));
}

const tiers = [
  subscriptionTier({ discount_atom: 500, due_now_atom: 1500 }),
  tier({ index: 1, due_now_atom: 800, line_items: [lineItem({ name: 'Small bag', amount_atom: 800 })] }),
  subscriptionTier({ index: 2, due_now_atom: 500, needs_consent: true, recurring: [monthly({ amount_atom: 1500 })] }),
];
const soon = new Date(Date.now() + 200_000).toISOString();
const yellow = { name: 'Sun', color: '#ffe000', logo_url: null, legal_name: null, privacy_policy_url: null, terms_of_service_url: null };
const screens: Readonly<Record<string, Opening['session']>> = {
  form: {},
  'form in yellow': { brand: yellow },
  subscription: { tiers, livemode: false, promotion: { allowed: true, code: 'WELCOME', label: 'Welcome', removable: true } },
  decline: { tiers, expires_at: soon, attempt: attempt({ state: 'failed', message_id: 'insufficient-funds', offered_tier: 2 }) },
  processing: { attempt: attempt({ state: 'processing' }) },
  unresolved: { attempt: attempt({ state: 'unresolved' }) },
  challenge: { attempt: attempt({ state: 'requires_action', action: { type: 'challenge', url: 'about:blank', expires_at: soon } }) },
  finished: { state: 'success', payment_state: 'paid' },
  expired: { state: 'expired', is_expired: true, allow_renewal: true },
};

describe.each(['light', 'dark'] as const)('the hosted page by %s', (colorScheme) => {
  // The engine makes script from text, which the page's policy rightly refuses: only here it is set aside.
  const context = { colorScheme, bypassCSP: true };

  test.each(Object.entries(screens))('%s is without violations', async (name, session) => {
    const { page } = await suite.open({ session: session ?? {}, context });
    if (name === 'form') await payButton(page).click();
    expect(await violations(page)).toEqual([]);
  });
});

it('would find some', async () => {
  const { page } = await suite.open({ context: { bypassCSP: true } });
  await page.evaluate(() => document.querySelector('label[for=field-number]')?.remove());
  expect(await violations(page)).toEqual([expect.stringContaining('label: <input')]);
});
