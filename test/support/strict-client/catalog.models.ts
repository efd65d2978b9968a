// Products, prices, customers, coupons, promotion codes and custom-field definitions as the contract types them.
import { z } from 'zod';
import { atom, count, currency, id, interval, maybe, object, stamps, text, time } from './words';

const owned = { account_id: id('acc'), is_active: z.boolean() };

export const product = z.object({
  id: id('prod'),
  ...owned,
  name: text,
  description: maybe(text),
  default_price_id: maybe(id('price')),
  metadata: maybe(object),
  custom_fields: maybe(object),
  ...stamps,
});
export const countedProduct = product.extend({ total_prices: count });

const tierAmounts = z.object({
  mode: z.enum(['volume', 'graduated']),
  amount_atoms: z.array(z.object({ units_upto: maybe(z.int()), unit_amount_atom: atom, flat_amount_atom: maybe(atom) })).min(1),
});

export const price = z.object({
  id: id('price'),
  ...owned,
  product_id: id('prod'),
  currency,
  name: maybe(text),
  unit_label: maybe(text),
  pricing_type: z.enum(['one_time', 'recurring']),
  recurring_interval: maybe(interval),
  recurring_interval_count: maybe(z.int().positive()),
  auto_renew: maybe(z.boolean()),
  contract_term_multiple: maybe(z.int().positive()),
  trial_days: count,
  usage_type: z.enum(['licensed', 'metered']),
  metered_id: maybe(text),
  billing_scheme: z.enum(['per_unit', 'tiered']),
  unit_amount_atom: maybe(atom),
  tier_amount_info: maybe(tierAmounts),
  prerequisite_price_ids: maybe(z.array(id('price'))),
  exclusive_customer_ids: maybe(z.array(id('cus'))),
  metadata: maybe(object),
  custom_fields: maybe(object),
  quantity_divisor: maybe(z.int().positive()),
  ...stamps,
});
export const priceWithProduct = price.extend({ product });

export const address = z.object({
  id: id('addr'),
  line1: maybe(text),
  line2: maybe(text),
  line3: maybe(text),
  city: maybe(text),
  state: maybe(text),
  zip_code: maybe(text),
  country: maybe(text),
});

export const customer = z.object({
  id: id('cus'),
  email: maybe(text),
  name: maybe(text),
  first_name: maybe(text),
  last_name: maybe(text),
  phone: maybe(text),
  billing_email: maybe(text),
  business_name: maybe(text),
  address: maybe(address),
  shipping_address: maybe(address),
  note_id: maybe(text),
  tax_ids: maybe(z.array(z.unknown())),
  currency: maybe(currency),
  language: maybe(text),
  metadata: maybe(object),
  custom_fields: maybe(object),
  invoice_settings: maybe(object),
  credit_balance: maybe(z.number()),
  total_spent: maybe(z.object({ amount_atom: atom, currency })),
  ...stamps,
});

export const coupon = z.object({
  id: id('coup'),
  discount_type: z.enum(['amount_off', 'percent_off', 'trial_extension']),
  amount_atom_off: maybe(atom),
  percent_off: maybe(z.number().min(1).max(100)),
  trial_days_off: maybe(z.int().positive()),
  currency: maybe(currency),
  name: maybe(text),
  duration: z.enum(['once', 'repeating', 'forever']),
  duration_in_months: maybe(z.int().positive()),
  max_redemptions: maybe(z.int().positive()),
  redemption_count: count,
  valid_from: maybe(time),
  valid_until: maybe(time),
  status: z.enum(['active', 'inactive', 'expired', 'exhausted', 'deleted']),
  products: z.array(z.unknown()),
  metadata: maybe(object),
  ...stamps,
});

export const promotionCode = z.object({
  id: id('promo'),
  coupon_id: id('coup'),
  code: text,
  active: z.boolean(),
  max_redemptions: maybe(z.int().positive()),
  times_redeemed: count,
  expires_at: maybe(time),
  restrictions: maybe(
    z.object({ first_time_transaction: maybe(z.boolean()), minimum_amount: maybe(z.number()), minimum_amount_currency: maybe(currency) }),
  ),
  metadata: maybe(object),
  ...stamps,
});

export const validatedCode = z.object({ valid: z.boolean(), error: maybe(text), promotion_code: maybe(promotionCode) });

export const customFieldDefinition = z.object({
  id: id('cfd'),
  field_key: text,
  entity_type: z.enum(['customer', 'subscription', 'product', 'price', 'invoice', 'checkout_session']),
  data_type: z.enum(['text', 'number', 'boolean', 'select']),
  display_name: text,
  description: maybe(text),
  constraints: maybe(object),
  ...stamps,
});
