// Sessions as the buyer's API would answer them, for the tests of the hosted page.
import type { BuyerAttempt, BuyerLineItem, BuyerRecurring, BuyerSession, BuyerTier } from '@tillstream/checkout/browser';

const hourMs = 3_600_000;

export const lineItem = (change: Partial<BuyerLineItem> = {}): BuyerLineItem => ({
  id: 'li_dev_1',
  name: 'Espresso beans',
  description: 'House blend, 1 kg, whole beans',
  quantity: 1,
  amount_atom: 2000,
  recurring: null,
  ...change,
});

export const monthly = (change: Partial<BuyerRecurring> = {}): BuyerRecurring => ({
  interval: 'month',
  interval_count: 1,
  amount_atom: 1000,
  trial_days: 0,
  contract_term_multiple: null,
  auto_renew: true,
  metered: false,
  first_charge_at: '2030-03-07T10:00:00.000Z',
  later: null,
  ...change,
});

export const tier = (change: Partial<BuyerTier> = {}): BuyerTier => ({
  index: 0,
  currency: 'usd',
  currency_exponent: 2,
  due_now_atom: 2000,
  subtotal_atom: 2000,
  discount_atom: 0,
  line_items: [lineItem()],
  recurring: [],
  needs_consent: false,
  ...change,
});

/** One time $10.00 and $10.00 a month: $20.00 today, then $10.00 a month. */
export const subscriptionTier = (change: Partial<BuyerTier> = {}): BuyerTier =>
  tier({
    line_items: [
      lineItem({ id: 'li_dev_1', name: 'Grinder', description: null, amount_atom: 1000 }),
      lineItem({ id: 'li_dev_2', name: 'Coffee club', description: 'A new roast every month', amount_atom: 1000, recurring: monthly() }),
    ],
    recurring: [monthly()],
    ...change,
  });

/** An open session of a bean shop: $20.00, nobody known, no attempt yet. */
export const buyerSession = (change: Partial<BuyerSession> = {}): BuyerSession => ({
  id: 'cs_dev_harness0000000000001',
  revision: 1,
  livemode: true,
  mode: 'payment',
  state: 'open',
  is_expired: false,
  payment_state: 'none',
  now: new Date().toISOString(),
  expires_at: new Date(Date.now() + 24 * hourMs).toISOString(),
  success_url: 'http://127.0.0.1/done',
  return_url: 'http://127.0.0.1/back',
  brand: {
    name: 'Northwind Coffee',
    color: '#0f5c4c',
    logo_url: null,
    legal_name: 'Northwind Coffee Ltd.',
    privacy_policy_url: 'https://northwind.example/privacy',
    terms_of_service_url: 'https://northwind.example/terms',
  },
  customer: null,
  email_required: true,
  saved_payment_methods: [],
  attempt_limit_reached: null,
  attempt: null,
  charged_tier: null,
  allow_renewal: false,
  three_ds: 'prefer_non_3ds',
  offer_id: 'off_1',
  tiers: [tier()],
  payment_required: true,
  promotion: { allowed: false, code: null, label: null, removable: false },
  ...change,
});

export const attempt = (change: Partial<BuyerAttempt> = {}): BuyerAttempt => ({
  id: `ca_dev_harness000000000000${change.number ?? 1}`,
  number: 1,
  state: 'processing',
  message_id: null,
  message_for_customer: null,
  action: null,
  offered_tier: null,
  ...change,
});
