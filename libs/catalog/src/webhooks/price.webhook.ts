// The news of a price. Its terms never change: an update is about its name, its metadata, or whether it is sold.
import type { JsonObject } from '@tillstream/event-sourcing';
import { BILLING_SCHEMES, INTERVALS, PRICING_TYPES, USAGE_TYPES } from '../core/price.fields';
import { price } from '../core/price.stream';
import { renderPrice } from '../views/price.render';
import { plainMessages } from './plain-messages';

const orNull = (type: string) => ({ type: [type, 'null'] });

const schema: JsonObject = {
  type: 'object',
  required: [
    'id', 'account_id', 'product_id', 'is_active', 'currency', 'pricing_type', 'trial_days', 'usage_type', 'billing_scheme', 'created_at', 'updated_at',
  ], // prettier-ignore
  properties: {
    id: { type: 'string' },
    account_id: { type: 'string' },
    product_id: { type: 'string', description: 'The id of the product' },
    name: orNull('string'),
    is_active: { type: 'boolean' },
    unit_label: orNull('string'),
    currency: { type: 'string', minLength: 3, maxLength: 3 },
    pricing_type: { enum: [...PRICING_TYPES] },
    recurring_interval: { enum: [...INTERVALS, null] },
    recurring_interval_count: orNull('integer'),
    auto_renew: orNull('boolean'),
    contract_term_multiple: orNull('integer'),
    trial_days: { type: 'integer' },
    usage_type: { enum: [...USAGE_TYPES] },
    metered_id: orNull('string'),
    billing_scheme: { enum: [...BILLING_SCHEMES] },
    unit_amount_atom: { type: ['integer', 'null'], description: "In the currency's smallest unit; null when tiered" },
    tier_amount_info: { type: ['object', 'null'], required: ['mode', 'amount_atoms'] },
    quantity_divisor: orNull('integer'),
    prerequisite_price_ids: { type: 'array', items: { type: 'string' } },
    exclusive_customer_ids: { type: 'array', items: { type: 'string' } },
    metadata: { type: 'object' },
    custom_fields: { type: 'object' },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
  },
};

const sample: JsonObject = {
  id: 'price_dev_9sT8rQ7pO6nM5lK4jI3h',
  account_id: 'acc_dev_8pLk2sVnQ0dRwXy5Tb1m',
  product_id: 'prod_dev_7Hq2Wn5vRfD9jXe3TbPz',
  name: 'Monthly',
  is_active: true,
  unit_label: 'seat',
  currency: 'usd',
  pricing_type: 'recurring',
  recurring_interval: 'month',
  recurring_interval_count: 1,
  auto_renew: true,
  contract_term_multiple: null,
  trial_days: 14,
  usage_type: 'licensed',
  metered_id: null,
  billing_scheme: 'per_unit',
  unit_amount_atom: 1_900,
  tier_amount_info: null,
  quantity_divisor: null,
  prerequisite_price_ids: [],
  exclusive_customer_ids: [],
  metadata: {},
  custom_fields: {},
  created_at: '2030-01-01T10:00:00.000Z',
  updated_at: '2030-01-01T10:00:00.000Z',
};

export const priceMessages = plainMessages({
  type: price,
  letter: 'P',
  aggregateType: 'price',
  prefix: 'price',
  render: renderPrice,
  descriptions: {
    created: 'A price was created.',
    updated: 'A price was switched on or off, or something other than its terms changed.',
    deleted: 'Never sent: prices are switched off, not deleted. Endpoints may ask for it.',
  },
  schema,
  sample,
});
