// What a PaymentIntent says about the money. Asked for with its latest charge, or read from a notice without it.
import type Stripe from 'stripe';
import type { ChargeOutcome, ThreeDs } from '../../core/charge-outcome';
import { declineOf } from './stripe-decline';
import { idOf, stripeToken } from './stripe-token';

/** Goes with every call that answers with a PaymentIntent: what the card's issuer said stands in the charge. */
export const WITH_CHARGE = { expand: ['latest_charge'] };

export type Standing =
  | Extract<ChargeOutcome, { kind: 'approved' | 'declined' | 'requires_action' }>
  | { readonly kind: 'open'; readonly reference: string }
  | { readonly kind: 'closed' }
  /** A challenge that only Stripe's own script could show: no foreign script comes onto our page. */
  | { readonly kind: 'needs-script' }
  /** Neither charged nor not. */
  | { readonly kind: 'undecided'; readonly message: string };

export function standingOf(intent: Stripe.PaymentIntent): Standing {
  const { id: reference, status, last_payment_error: refusal } = intent;
  switch (status) {
    case 'succeeded':
      return approvedOf(intent);
    case 'canceled':
      return { kind: 'closed' };
    case 'requires_action':
      return challengeOf(intent);
    case 'requires_payment_method':
      return refusal ? { kind: 'declined', reference, ...declineOf(refusal) } : { kind: 'open', reference };
    case 'requires_confirmation':
      return { kind: 'open', reference };
    default:
      return { kind: 'undecided', message: `the payment is ${status}` };
  }
}

function challengeOf({ id: reference, next_action: action }: Stripe.PaymentIntent): Standing {
  const url = action?.redirect_to_url?.url;
  return url ? { kind: 'requires_action', reference, url } : { kind: 'needs-script' };
}

function approvedOf(intent: Stripe.PaymentIntent): Extract<ChargeOutcome, { kind: 'approved' }> {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const card = charge?.payment_method_details?.card ?? null;
  return {
    kind: 'approved',
    reference: intent.id,
    networkTransactionId: card?.network_transaction_id ?? null,
    threeDs: threeDsOf(card?.three_d_secure ?? null),
    token: savedWith(intent),
    ...(card ? { origin: { funding: card.funding, country: card.country } } : {}),
  };
}

/** Null: the card was not to be kept. */
function savedWith({ customer, payment_method, setup_future_usage }: Stripe.PaymentIntent): string | null {
  const [owner, paymentMethod] = [idOf(customer), idOf(payment_method)];
  return setup_future_usage && owner && paymentMethod ? stripeToken({ customer: owner, paymentMethod }) : null;
}

function threeDsOf(done: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure | null): ThreeDs | null {
  if (!done) return null;
  return {
    version: done.version ?? '',
    eci: done.electronic_commerce_indicator ?? '',
    liabilityShifted: done.result === 'authenticated' || done.result === 'attempt_acknowledged',
  };
}
