// The news of a product.
import type { JsonObject } from '@tillstream/event-sourcing';
import { product } from '../core/product.stream';
import { renderProduct } from '../views/product.render';
import { plainMessages } from './plain-messages';

const schema: JsonObject = {
  type: 'object',
  required: ['id', 'account_id', 'name', 'is_active', 'metadata', 'custom_fields', 'created_at', 'updated_at'],
  properties: {
    id: { type: 'string' },
    account_id: { type: 'string' },
    name: { type: 'string' },
    is_active: { type: 'boolean', description: 'False for a deleted product too' },
    description: { type: ['string', 'null'] },
    default_price_id: { type: ['string', 'null'] },
    metadata: { type: 'object' },
    custom_fields: { type: 'object' },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
  },
};

const sample: JsonObject = {
  id: 'prod_dev_7Hq2Wn5vRfD9jXe3TbPz',
  account_id: 'acc_dev_8pLk2sVnQ0dRwXy5Tb1m',
  name: 'Membership',
  is_active: true,
  description: 'Access for one person',
  default_price_id: 'price_dev_9sT8rQ7pO6nM5lK4jI3h',
  metadata: { shelf: 'A3' },
  custom_fields: {},
  created_at: '2030-01-01T10:00:00.000Z',
  updated_at: '2030-01-01T10:00:00.000Z',
};

export const productMessages = plainMessages({
  type: product,
  letter: 'p',
  aggregateType: 'product',
  prefix: 'prod',
  render: renderProduct,
  descriptions: {
    created: 'A product was created.',
    updated: 'Something about a product changed.',
    deleted: 'A product was deleted; it is sold no more.',
  },
  schema,
  sample,
});
