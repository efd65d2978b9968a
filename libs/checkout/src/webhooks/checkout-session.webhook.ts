// The news of a session, and of the intents and refunds on its stream. Which event is told as what stands here and nowhere else; the raw event is never sent.
import type { DomainEvent, MessageSource, PublicMessage } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import { findCharge, isApproved, isOver } from '../core/attempt';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { renderCheckoutSession, type SessionRenderContext } from '../views/checkout-session.render';
import { sessionSample, sessionSchema } from './checkout-session-samples';
import { INTENT_LETTER, paymentIntentMessages, paymentIntentResource, paymentIntentTypes } from './payment-intent.webhook';
import { REFUND_LETTER, refundMessages, refundResource, refundTypes } from './refund.webhook';

/** Null: nobody's business outside. */
const TYPE_OF: Readonly<Record<CheckoutSessionEvent['type'], string | null>> = {
  SessionCreated: 'checkout_session.created',
  LineItemAdded: 'checkout_session.updated',
  PromotionApplied: 'checkout_session.updated',
  PromotionRemoved: 'checkout_session.updated',
  ProcessorRouteChanged: 'checkout_session.updated',
  CustomFieldsChanged: 'checkout_session.updated',
  CustomerAttached: 'checkout_session.updated',
  AttemptStarted: null,
  ChargeRequested: null,
  TierAttempted: null,
  ActionRequested: null,
  ActionFinished: null,
  SetupAttempted: null,
  ChargeInquired: null,
  ChargeResolved: null,
  AttemptFailed: 'checkout_session.payment_failed',
  AttemptLimitReached: 'checkout_session.updated',
  RefundRequested: null,
  RefundResolved: null,
  DisputeNoticed: null,
  ExpiryRequested: null,
  SessionCompleted: 'checkout_session.completed',
  SessionExpired: 'checkout_session.expired',
};

const documented = { schema: sessionSchema, sample: sessionSample };

export function checkoutSessionMessages(links: SessionRenderContext['links']): MessageSource<CheckoutSessionState, CheckoutSessionEvent> {
  return {
    type: checkoutSession,
    letter: 's',
    resources: {
      s: {
        aggregateType: 'checkout_session',
        prefix: 'cs',
        render: (resource, context) => renderCheckoutSession(resource, { ...context, links }),
      },
      [INTENT_LETTER]: paymentIntentResource,
      [REFUND_LETTER]: refundResource,
    },
    types: [
      { type: 'checkout_session.created', description: 'A session was created.', ...documented },
      {
        type: 'checkout_session.updated',
        description:
          'Something about an open session changed: a line item, the discount, the route, custom fields, the customer, a limit on its attempts that was reached.',
        ...documented,
      },
      {
        type: 'checkout_session.payment_failed',
        description: 'A buyer pressed "Pay" and it did not work; the session is open for another try.',
        ...documented,
      },
      { type: 'checkout_session.completed', description: 'The session is a success: fulfil the order.', ...documented },
      { type: 'checkout_session.expired', description: 'The session ended without success.', ...documented },
      {
        type: 'checkout_session.late_payment',
        description:
          'Money arrived when its attempt was over: the session completes with it, or it goes back; the next message says which.',
        ...documented,
      },
      ...paymentIntentTypes,
      ...refundTypes,
    ],
    messagesOf(recorded, before, after) {
      const event = recorded as DomainEvent as CheckoutSessionEvent;
      const type = isLatePayment(event, before, after) ? 'checkout_session.late_payment' : TYPE_OF[event.type];
      const own: readonly PublicMessage[] = type === null ? [] : [{ type, letter: 's' }];
      return [...own, ...paymentIntentMessages(event, before, after), ...refundMessages(event)];
    },
  };
}

/** This event says that money was taken for an attempt that nobody waited for any more. */
function isLatePayment({ data }: CheckoutSessionEvent, before: CheckoutSessionState, after: CheckoutSessionState): boolean {
  if (before.status === 'absent' || after.status === 'absent' || !('chargeKey' in data) || data.chargeKey === null) return false;
  const [was, is] = [findCharge(before, data.chargeKey), findCharge(after, data.chargeKey)];
  return was !== null && is !== null && isOver(was.attempt) && !isApproved(was.charge) && isApproved(is.charge);
}
