// Checkout sessions, subscriptions, processors and routes as the contract types them.
import { z } from 'zod';
import { customer, price } from './catalog.models';
import { atom, count, currency, id, interval, maybe, object, stamps, text, time, url } from './words';

export const lineItem = z.object({
  id: id('li'),
  product_id: id('prod'),
  price_id: id('price'),
  quantity: z.int().positive(),
  description: maybe(text),
  ...stamps,
});

const recurringAmount = z.object({ interval, interval_count: z.int().positive(), amount_atom: atom, trial_days: count });

const cascadeStatus = z.object({
  total_tiers: z.int().min(2),
  tier_amounts: z.array(atom),
  current_tier: maybe(count),
  charged_tier: maybe(count),
  tiers: z.array(z.object({ amount_atom: atom, recurring: z.array(recurringAmount), outcome: text })),
});

const cascadeTier = z.object({
  line_items: z.array(z.object({ price_id: id('price'), quantity: z.int().positive(), description: maybe(text) })),
  processor_route_id: maybe(id('proute')),
});

export const session = z.object({
  id: id('cs'),
  account_id: id('acc'),
  secure_token: text,
  expires_in_hours: z.int().positive(),
  completed: z.boolean(),
  state: z.enum(['open', 'success', 'expired']),
  is_expired: z.boolean(),
  success_url: text,
  return_url: text,
  card_tokenization_mode: z.literal('direct'),
  ...stamps,
  customer_id: maybe(id('cus')),
  customer_email: maybe(text),
  line_items: z.array(lineItem),
  coupon_id: maybe(id('coup')),
  promotion_code: maybe(text),
  card_checkout_settings: z.object({ three_ds_mode: z.enum(['prefer_non_3ds', 'first_3ds_wins']) }),
  cascade_status: maybe(cascadeStatus),
  cascade_tiers: maybe(z.array(cascadeTier)),
  processor_route_id: maybe(id('proute')),
  mode: z.enum(['payment', 'setup']),
  setup_preferences: maybe(z.object({ processors: z.array(id('proc')) })),
  custom_fields: maybe(object),
  params_for_sub: maybe(z.object({ custom_fields: maybe(object) })),
  url,
  expires_at: time,
  completed_at: maybe(time),
  expired_at: maybe(time),
  payment_state: z.enum(['none', 'processing', 'requires_action', 'unresolved', 'paid', 'partially_refunded', 'refunded']),
  attempt_limit_reached: maybe(z.enum(['attempts', 'cards'])),
  amounts: z.object({
    currency: maybe(currency),
    subtotal_atom: atom,
    discount_atom: atom,
    total_atom: atom,
    recurring: z.array(recurringAmount),
  }),
  offer_id: maybe(text),
  subscription_ids: z.array(id('sub')),
  payment_intent_id: maybe(id('pi')),
  reference: maybe(text),
  revision: count,
});

export const subscription = z.object({
  id: id('sub'),
  state: z.enum(['trialing', 'active', 'cancelled']),
  currency,
  description: maybe(text),
  current_period_start: time,
  current_period_end: time,
  trial_start: maybe(time),
  trial_end: maybe(time),
  items: z.array(z.object({ id: id('si'), price, quantity: z.int().positive(), is_active: maybe(z.boolean()), product_name: text })).min(1),
  customer,
  collection_method: z.enum(['charge_automatically', 'send_invoice']),
  payment_method: maybe(z.unknown()),
  metadata: maybe(object),
  custom_fields: maybe(object),
  ...stamps,
});

export const processor = z.object({
  id: id('proc'),
  name: text,
  provider: z.enum(['sandbox', 'stripe']),
  currencies: z.array(currency),
  minimum_atom: atom,
  is_enabled: z.boolean(),
  ...stamps,
});

export const processorHealth = z.object({
  processor_id: id('proc'),
  status: z.enum(['healthy', 'unhealthy', 'recovering']),
  reason: maybe(z.enum(['connection', 'busy', 'configuration', 'unknown'])),
  recent_failures: count,
  last_failure_at: maybe(time),
  retry_at: maybe(time),
  configuration_fault: maybe(z.object({ message: text, seen_at: time })),
});

export const processorRoute = z.object({
  id: id('proute'),
  name: text,
  description: maybe(text),
  processors: z.array(z.object({ processor_id: id('proc'), disposition: z.enum(['charge_and_setup', 'setup_only']) })).min(1),
  ...stamps,
});
/** Routes have an envelope of their own. */
export const processorRoutes = z.object({ data: z.array(processorRoute), total: count, limit: z.int().positive(), offset: count });
