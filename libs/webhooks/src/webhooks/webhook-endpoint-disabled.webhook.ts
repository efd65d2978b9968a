// Told when the system stops delivering to an endpoint: it answered 410, or has failed for five days.
import type { JsonObject, MessageType } from '@tillstream/event-sourcing';

const schema: JsonObject = {
  type: 'object',
  required: ['id', 'object', 'account_id', 'url', 'events', 'is_active', 'disabled_reason', 'created_at', 'updated_at'],
  properties: {
    id: { type: 'string' },
    object: { const: 'webhook_endpoint' },
    account_id: { type: 'string' },
    url: { type: 'string' },
    events: { type: 'array', items: { type: 'string' } },
    description: { type: ['string', 'null'] },
    ordered: { type: 'boolean' },
    is_active: { type: 'boolean' },
    is_protected: { type: 'boolean' },
    disabled_reason: { enum: ['gone', 'failing', null] },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
  },
};

const sample: JsonObject = {
  id: 'we_dev_4Zr8Qm1xYtB6nKc0VdLs',
  object: 'webhook_endpoint',
  account_id: 'acc_dev_7Hq2Wn5vRfD9jXe3TbPz',
  url: 'https://shop.example/webhooks',
  events: ['*'],
  description: null,
  ordered: false,
  is_active: false,
  is_protected: false,
  disabled_reason: 'gone',
  created_at: '2030-01-01T00:00:00.000Z',
  updated_at: '2030-01-06T00:00:00.000Z',
};

export const webhookEndpointDisabled: MessageType = {
  type: 'webhook_endpoint.disabled',
  description: 'Deliveries to an endpoint were stopped: it answered 410, or took no message for five days.',
  schema,
  sample,
};
