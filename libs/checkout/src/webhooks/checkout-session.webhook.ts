// The news of a session. Which event is told as what stands here and nowhere else; the raw event is never sent.
import type { MessageSource } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { renderCheckoutSession, type SessionRenderContext } from '../views/checkout-session.render';
import { sessionSample, sessionSchema } from './checkout-session-samples';

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
  SetupAttempted: null,
  ChargeResolved: null,
  AttemptFailed: 'checkout_session.payment_failed',
  RefundRequested: null,
  RefundResolved: null,
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
    },
    types: [
      { type: 'checkout_session.created', description: 'A session was created.', ...documented },
      {
        type: 'checkout_session.updated',
        description: 'Something about an open session changed: a line item, the discount, the route, custom fields, the customer.',
        ...documented,
      },
      {
        type: 'checkout_session.payment_failed',
        description: 'A buyer pressed "Pay" and it did not work; the session is open for another try.',
        ...documented,
      },
      { type: 'checkout_session.completed', description: 'The session is a success: fulfil the order.', ...documented },
      { type: 'checkout_session.expired', description: 'The session ended without success.', ...documented },
    ],
    messagesOf(event) {
      const type = TYPE_OF[event.type];
      return type === null ? [] : [{ type, letter: 's' }];
    },
  };
}
