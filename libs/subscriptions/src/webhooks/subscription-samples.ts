// An example of `data.object` in a subscription's messages: as the API shows it, with foreign objects as their ids.
import type { JsonObject } from '@tillstream/event-sourcing';

export const subscriptionSample: JsonObject = {
  id: 'sub_dev_5xTb0mQdVn2LrEw8uYka',
  account_id: 'acc_dev_8pLk2sVnQ0dRwXy5Tb1m',
  state: 'active',
  currency: 'usd',
  description: null,
  current_period_start: '2026-03-07T10:00:00.000Z',
  current_period_end: '2026-04-07T10:00:00.000Z',
  trial_start: null,
  trial_end: null,
  items: [
    {
      id: 'si_dev_1aB2cD3eF4gH5iJ6kL7m',
      price: 'price_dev_9sT8rQ7pO6nM5lK4jI3h',
      quantity: 1,
      is_active: true,
      product_name: 'Membership',
    },
  ],
  customer: 'cus_dev_3mN4bV5cX6zL7kJ8hG9f',
  collection_method: 'charge_automatically',
  payment_method: null,
  metadata: {},
  custom_fields: {},
  cancel_at_period_end: false,
  cancelled_at: null,
  checkout_session_id: 'cs_dev_7yU6iO5pA4sD3fG2hJ1k',
  created_at: '2026-03-07T10:00:00.000Z',
  updated_at: '2026-03-07T10:00:00.000Z',
};

export const subscriptionSchema: JsonObject = {
  type: 'object',
  required: [
    'id',
    'account_id',
    'state',
    'currency',
    'current_period_start',
    'current_period_end',
    'items',
    'customer',
    'collection_method',
    'created_at',
    'updated_at',
  ],
  properties: {
    id: { type: 'string' },
    account_id: { type: 'string' },
    state: { enum: ['trialing', 'active', 'cancelled'] },
    currency: { type: 'string', minLength: 3, maxLength: 3 },
    current_period_start: { type: 'string', format: 'date-time' },
    current_period_end: { type: 'string', format: 'date-time' },
    items: { type: 'array', items: { type: 'object', required: ['id', 'price', 'quantity', 'product_name'] } },
    customer: { type: 'string', description: 'The id of the customer' },
    collection_method: { enum: ['charge_automatically', 'send_invoice'] },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
  },
};
