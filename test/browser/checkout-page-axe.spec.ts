import { readFileSync } from 'node:fs';
import { attempt, subscriptionTier, tier, lineItem, monthly } from './support/buyer-sessions';
import { PageSuite, fillIn, payButton, type Opening } from './support/page-under-test';
const suite = new PageSuite();
const cascade = [subscriptionTier({ discount_atom: 500, subtotal_atom: 2000, due_now_atom: 1500 }), tier({ index: 1, due_now_atom: 800, line_items: [lineItem({ name: 'Small bag', amount_atom: 800 })] }), subscriptionTier({ index: 2, due_now_atom: 500, needs_consent: true, recurring: [monthly({ amount_atom: 1500 })] })];
const cases: Record<string, Opening> = {
  plain: {},
  yellow: { session: { brand: { name: 'Y', color: '#ffe000', logo_url: null, legal_name: null, privacy_policy_url: 'https://x.example/', terms_of_service_url: null } } },
  sub: { session: { tiers: cascade, livemode: false, promotion: { allowed: true, code: 'WELCOME', label: 'Welcome offer', removable: true } } },
  expired: { session: { state: 'expired', is_expired: true, allow_renewal: true } },
  finished: { session: { state: 'success', payment_state: 'paid', attempt: attempt({ state: 'succeeded' }) } },
  unresolved: { session: { attempt: attempt({ state: 'unresolved' }), payment_state: 'unresolved' } },
  processing: { session: { attempt: attempt({ state: 'processing' }), payment_state: 'processing' } },
  challenge: { session: { attempt: attempt({ state: 'requires_action', action: { type: 'challenge', url: 'about:blank', expires_at: '' } }), payment_state: 'requires_action' } },
  declined: { session: { attempt: attempt({ state: 'failed', message_id: 'insufficient-funds', offered_tier: 2 }), tiers: cascade, promotion: { allowed: true, code: null, label: null, removable: true }, expires_at: new Date(Date.now() + 170_000).toISOString() } },
  saved: { session: { customer: { email_hint: 'a•••@example.com', name: 'Ada', country: 'US', postal_code: '94107' }, email_required: false, saved_payment_methods: [{ id: 'pm_1', brand: 'visa', last_four: '4242', exp_month: 4, exp_year: 2031 }, { id: 'pm_2', brand: 'mastercard', last_four: '4444', exp_month: 12, exp_year: 2029 }] } },
};
for (const [name, opening] of Object.entries(cases))
  for (const colorScheme of ['light', 'dark'] as const)
    test(`${name} ${colorScheme}`, async () => {
      const { page } = await suite.open({ ...opening, context: { colorScheme, bypassCSP: true } });
      if (name === 'plain') { await fillIn(page, { country: 'US' }); await payButton(page).click(); }
      await page.evaluate(readFileSync('/tmp/axe/node_modules/axe-core/axe.min.js', 'utf8'));
      const r = await page.evaluate(() => (globalThis as any).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      expect((r as any).violations.map((v: any) => [v.id, v.nodes.map((n: any) => n.html.slice(0, 150) + ' ' + n.failureSummary)])).toEqual([]);
    });
