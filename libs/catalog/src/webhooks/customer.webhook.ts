// The news of a customer. What is personal is opened as it is told; once he is erased, every telling of it, also a repeated one, says null.
import type { JsonObject } from '@tillstream/event-sourcing';
import { customer } from '../core/customer.stream';
import { renderCustomer } from '../views/customer.render';
import { plainMessages } from './plain-messages';

const textOrNull = { type: ['string', 'null'] };
const ADDRESS_LINES = ['line1', 'line2', 'line3', 'city', 'state', 'zip_code', 'country'];
const address: JsonObject = {
  type: ['object', 'null'],
  required: ['id'],
  properties: { id: { type: 'string' }, ...Object.fromEntries(ADDRESS_LINES.map((name) => [name, textOrNull])) },
};

const schema: JsonObject = {
  type: 'object',
  required: ['id', 'account_id', 'tax_ids', 'metadata', 'custom_fields', 'created_at', 'updated_at'],
  properties: {
    id: { type: 'string' },
    account_id: { type: 'string' },
    email: { type: ['string', 'null'], description: 'Null once the customer is erased, like all that is personal' },
    name: textOrNull,
    first_name: textOrNull,
    last_name: textOrNull,
    phone: textOrNull,
    billing_email: textOrNull,
    business_name: textOrNull,
    address,
    shipping_address: address,
    note_id: textOrNull,
    tax_ids: { type: 'array' },
    currency: textOrNull,
    language: textOrNull,
    metadata: { type: 'object' },
    custom_fields: { type: 'object' },
    invoice_settings: { type: ['object', 'null'] },
    credit_balance: { type: 'null' },
    total_spent: { type: 'null' },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
  },
};

const sample: JsonObject = {
  id: 'cus_dev_3mN4bV5cX6zL7kJ8hG9f',
  account_id: 'acc_dev_8pLk2sVnQ0dRwXy5Tb1m',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  first_name: 'Ada',
  last_name: 'Lovelace',
  phone: null,
  billing_email: null,
  business_name: null,
  address: {
    id: 'addr_dev_2kJ3hG4fD5sA6pO7iU8y',
    line1: '12 St James Square',
    line2: null,
    line3: null,
    city: 'London',
    state: null,
    zip_code: 'SW1Y 4JH',
    country: 'GB',
  },
  shipping_address: null,
  note_id: null,
  tax_ids: [],
  currency: 'gbp',
  language: 'en',
  metadata: {},
  custom_fields: {},
  invoice_settings: null,
  credit_balance: null,
  total_spent: null,
  created_at: '2030-01-01T10:00:00.000Z',
  updated_at: '2030-01-01T10:00:00.000Z',
};

export const customerMessages = plainMessages({
  type: customer,
  letter: 'c',
  aggregateType: 'customer',
  prefix: 'cus',
  render: renderCustomer,
  descriptions: {
    created: 'A customer was created, by a merchant or by a first payment.',
    updated: 'Something about a customer changed.',
    deleted: 'A customer was erased; nothing tells who he was.',
  },
  schema,
  sample,
});
