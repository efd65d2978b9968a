// The news of a refund: that it was asked for, and what came of it. It lives on its session's stream.
import type { JsonObject, MessageType, PublicMessage, PublicResource } from '@tillstream/event-sourcing';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { REFUND_REASONS } from '../core/refund.events';
import { renderRefund } from '../views/refund.render';
import { sessionPart } from '../views/session-parts.view';

export const REFUND_LETTER = 'R';

export const refundResource: PublicResource<CheckoutSessionState> = {
  aggregateType: 'refund',
  prefix: 're',
  partOf: sessionPart.refund,
  render: (resource, context, key) => renderRefund(resource, key, context),
};

const sample: JsonObject = {
  id: 're_dev_9iU8yT7rE6wQ5aS4dF3g',
  account_id: 'acc_dev_8pLk2sVnQ0dRwXy5Tb1m',
  charge_id: 'pa_dev_2zX3cV4bN5mA6sD7fG8h',
  amount_atom: 1500,
  currency: 'usd',
  status: 'succeeded',
  reason: 'requested_by_customer',
  processor_refund_id: 're_dev_9iU8yT7rE6wQ5aS4dF3g',
  failure_code: null,
  failure_message: null,
  processed_at: '2026-03-09T08:00:01.204Z',
  metadata: { ticket: '4711' },
  created_at: '2026-03-09T08:00:00.000Z',
  updated_at: '2026-03-09T08:00:01.204Z',
};

const nullableText: JsonObject = { type: ['string', 'null'] };

const schema: JsonObject = {
  type: 'object',
  required: Object.keys(sample),
  properties: {
    id: { type: 'string' },
    account_id: { type: 'string' },
    charge_id: { type: 'string' },
    amount_atom: { type: 'integer', minimum: 1 },
    currency: { type: 'string' },
    status: { enum: ['pending', 'succeeded', 'failed'] },
    reason: { enum: [...REFUND_REASONS, null] },
    processor_refund_id: nullableText,
    failure_code: nullableText,
    failure_message: nullableText,
    processed_at: { type: ['string', 'null'], format: 'date-time' },
    metadata: { type: 'object' },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
  },
};

export const refundTypes: readonly MessageType[] = [
  {
    type: 'refund.created',
    description: 'Money is on its way back: you asked for it, or it came too late for its session.',
    schema,
    sample: { ...sample, status: 'pending', processor_refund_id: null, processed_at: null, updated_at: '2026-03-09T08:00:00.000Z' },
  },
  { type: 'refund.updated', description: 'A refund succeeded or failed. A failed one can be asked for again.', schema, sample },
];

export function refundMessages(event: CheckoutSessionEvent): readonly PublicMessage[] {
  if (event.type === 'RefundRequested') return [{ type: 'refund.created', letter: REFUND_LETTER, key: event.data.refundKey }];
  if (event.type === 'RefundResolved') return [{ type: 'refund.updated', letter: REFUND_LETTER, key: event.data.refundKey }];
  return [];
}
