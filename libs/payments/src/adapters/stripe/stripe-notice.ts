// Reads what Stripe tells on its own account: signed over time and body, believed for five minutes, and only what is about ours.
import Stripe from 'stripe';
import type { ReadNotice } from '../../core/notice';
import type { ArrivedNotice } from '../../processor-adapter';
import { IN_PLACE_OF, OUR_CHARGE } from './stripe-finder';
import { standingOf } from './stripe-outcome';
import { endOf, OUR_REFUND } from './stripe-refunds';
import { idOf } from './stripe-token';

const MAX_AGE_S = 5 * 60;

export function readStripeNotice({ headers, body, now }: ArrivedNotice, webhookSecret: string): ReadNotice {
  const signature = headers['stripe-signature'] ?? '';
  // The library looks at the age in one direction only; a signature from the future is no better.
  const signedAtS = Number(/(?:^|,)\s*t=(\d{1,12})(?:,|$)/.exec(signature)?.[1] ?? NaN);
  if (!(signedAtS - now / 1_000 <= MAX_AGE_S)) return { kind: 'refused', why: 'age' };
  try {
    return noticeOf(Stripe.webhooks.constructEvent(body, signature, webhookSecret, MAX_AGE_S, undefined, now));
  } catch (error) {
    return { kind: 'refused', why: error instanceof Stripe.errors.StripeSignatureVerificationError ? 'signature' : 'shape' };
  }
}

function noticeOf(event: Stripe.Event): ReadNotice {
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
      return chargeNotice(event, event.data.object);
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return refundNotice(event, event.data.object);
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
      return disputeNotice(event, event.data.object);
    default:
      return { kind: 'ignored', type: event.type };
  }
}

/** A payment that only took a charge's place says nothing about the charge. */
function chargeNotice({ id: noticeId, type }: Stripe.Event, intent: Stripe.PaymentIntent): ReadNotice {
  const merchantReference = intent.metadata[OUR_CHARGE] ?? null;
  const outcome = standingOf(intent);
  if (merchantReference === null || intent.metadata[IN_PLACE_OF] !== undefined) return { kind: 'ignored', type };
  if (outcome.kind !== 'approved' && outcome.kind !== 'declined' && outcome.kind !== 'closed') return { kind: 'ignored', type };
  return { kind: 'charge', noticeId, merchantReference, reference: intent.id, outcome };
}

function refundNotice({ id: noticeId, type }: Stripe.Event, refund: Stripe.Refund): ReadNotice {
  const refundReference = refund.metadata?.[OUR_REFUND];
  const outcome = endOf(refund);
  return refundReference && outcome ? { kind: 'refund', noticeId, refundReference, outcome } : { kind: 'ignored', type };
}

/** It names the payment; what we call that stands there, and not in the notice. */
const disputeNotice = ({ id: noticeId }: Stripe.Event, dispute: Stripe.Dispute): ReadNotice => ({
  kind: 'dispute',
  noticeId,
  merchantReference: null,
  reference: idOf(dispute.payment_intent),
  status: dispute.status,
});
