import { attempt, subscriptionTier, tier, lineItem, monthly } from './support/buyer-sessions';
import { PageSuite, fillIn, payButton, type Opening } from './support/page-under-test';
const suite = new PageSuite();
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } as const;
const views = {
  phone,
  phoneDark: { ...phone, colorScheme: 'dark' as const },
  desk: { viewport: { width: 1280, height: 860 } },
  deskDark: { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' as const },
};
const cascade = [
  subscriptionTier({ discount_atom: 500, subtotal_atom: 2000, due_now_atom: 1500 }),
  tier({ index: 1, due_now_atom: 800, line_items: [lineItem({ name: 'Small bag', amount_atom: 800 })] }),
  subscriptionTier({ index: 2, due_now_atom: 500, needs_consent: true, recurring: [monthly({ amount_atom: 1500 })] }),
];
const cases: Record<string, Opening> = {
  plain: {},
  sub: {
    session: { tiers: cascade, livemode: false, promotion: { allowed: true, code: 'WELCOME', label: 'Welcome offer', removable: true } },
  },
  expired: { session: { state: 'expired', is_expired: true, allow_renewal: true } },
  finished: { session: { state: 'success', payment_state: 'paid', attempt: attempt({ state: 'succeeded' }) } },
  unresolved: { session: { attempt: attempt({ state: 'unresolved' }), payment_state: 'unresolved' } },
  declined: {
    session: {
      attempt: attempt({ state: 'failed', message_id: 'insufficient-funds', offered_tier: 2 }),
      tiers: cascade,
      promotion: { allowed: true, code: null, label: null, removable: true },
      expires_at: new Date(Date.now() + 170_000).toISOString(),
    },
  },
  challenge: { session: { attempt: attempt({ state: 'requires_action', action: { type: 'challenge', url: 'data:text/html,<h1>Your bank</h1>', expires_at: '' } }) } },
  setup: { session: { mode: 'setup', tiers: [], offer_id: null, payment_required: false, brand: { name: 'Ünïcode & Söhne', color: '#ffe000', logo_url: null, legal_name: null, privacy_policy_url: null, terms_of_service_url: null } } },
  saved: {
    session: {
      customer: { email_hint: 'a•••@example.com', name: 'Ada', country: 'US', postal_code: '94107' },
      email_required: false,
      saved_payment_methods: [
        { id: 'pm_1', brand: 'visa', last_four: '4242', exp_month: 4, exp_year: 2031 },
        { id: 'pm_2', brand: 'mastercard', last_four: '4444', exp_month: 12, exp_year: 2029 },
      ],
    },
  },
};
for (const [name, opening] of Object.entries(cases))
  for (const [view, context] of Object.entries(views))
    test(`${name} ${view}`, async () => {
      if (process.env['ONLY'] && !`${name} ${view}`.includes(process.env['ONLY'])) return;
      const { page } = await suite.open({ ...opening, context });
      if (name === 'plain' && view.startsWith('desk')) {
        await fillIn(page, { country: 'US' });
        await payButton(page).click();
      }
      await page.screenshot({ path: `/tmp/shots/${name}-${view}.png`, fullPage: true });
    });
