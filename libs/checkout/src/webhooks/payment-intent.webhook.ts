// The news of an intent: that its money was taken, also late, or that its attempt failed. It lives on its session's stream.
import type { JsonObject, MessageType, PublicMessage, PublicResource } from '@tillstream/event-sourcing';
import { findAttempt } from '../core/attempt';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { intentWord } from '../core/payment-words';
import { renderPaymentIntent } from '../views/payment-intent.render';
import { sessionPart } from '../views/session-parts.view';

export const INTENT_LETTER = 'I';

export const paymentIntentResource: PublicResource<CheckoutSessionState> = {
  aggregateType: 'payment_intent',
  prefix: 'pi',
  partOf: sessionPart.attempt,
  render: (resource, context, key) => renderPaymentIntent(resource, key, context),
};

const sample: JsonObject = {
  id: 'pi_dev_6tY7uI8oP9aS0dF1gH2j',
  account_id: 'acc_dev_8pLk2sVnQ0dRwXy5Tb1m',
  checkout_session_id: 'cs_dev_7yU6iO5pA4sD3fG2hJ1k',
  customer_id: 'cus_dev_3mN4bV5cX6zL7kJ8hG9f',
  amount_atom: 4000,
  currency: 'usd',
  status: 'succeeded',
  client_secret: null,
  confirmed_at: '2026-03-07T10:02:11.480Z',
  metadata: {},
  amount_atom_capturable: 0,
  amount_atom_received: 4000,
  attempt_count: 1,
  invoices: [],
  customer_email: 'ada@example.com',
  payment_method: null,
  processor: 'proc_dev_1qA2wS3eD4rF5tG6yH7u',
  created_at: '2026-03-07T10:02:10.112Z',
  updated_at: '2026-03-07T10:02:11.480Z',
};

const schema: JsonObject = {
  type: 'object',
  required: Object.keys(sample),
  properties: {
    id: { type: 'string' },
    account_id: { type: 'string' },
    checkout_session_id: { type: 'string' },
    customer_id: { type: 'string' },
    amount_atom: { type: 'integer', minimum: 0 },
    currency: { type: 'string' },
    status: { enum: ['processing', 'requires_action', 'succeeded', 'failed', 'canceled'] },
    confirmed_at: { type: ['string', 'null'], format: 'date-time' },
    amount_atom_received: { type: 'integer', minimum: 0 },
    attempt_count: { type: 'integer', minimum: 1 },
    customer_email: { type: ['string', 'null'] },
    payment_method: { type: ['string', 'null'] },
    processor: { type: 'string' },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
  },
};

export const paymentIntentTypes: readonly MessageType[] = [
  { type: 'payment_intent.succeeded', description: 'The money was taken, in time or late.', schema, sample },
  {
    type: 'payment_intent.failed',
    description: 'The attempt failed, and nothing was taken.',
    schema,
    sample: { ...sample, status: 'failed', confirmed_at: null, amount_atom_received: 0 },
  },
];

/** An intent has news when it becomes one of its two ends; from failed it may still come to succeeded. */
export function paymentIntentMessages(
  { data }: CheckoutSessionEvent,
  before: CheckoutSessionState,
  after: CheckoutSessionState,
): readonly PublicMessage[] {
  const attemptKey = 'attemptKey' in data ? data.attemptKey : null;
  if (attemptKey === null) return [];
  const [was, is] = [wordOf(before, attemptKey), wordOf(after, attemptKey)];
  return was !== is && (is === 'succeeded' || is === 'failed')
    ? [{ type: `payment_intent.${is}`, letter: INTENT_LETTER, key: attemptKey }]
    : [];
}

/** Null where nobody was asked for money: there is no intent. */
function wordOf(state: CheckoutSessionState, attemptKey: string) {
  const attempt = state.status === 'absent' ? null : findAttempt(state, attemptKey);
  return attempt && attempt.charges.length > 0 ? intentWord(attempt) : null;
}
