// A charge as the public API shows it: a payment attempt of an intent.
import { isoTime, isoTimeOrNull, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import { isApproved } from '../core/attempt';
import { chargeChangedAt } from '../core/attempt-times';
import type { Attempt, Charge, Session } from '../core/checkout-session.state';
import { chargeFailure } from '../core/charge-failure';
import { paymentAttemptWord } from '../core/payment-words';
import { referenceOf, refundedAtom } from '../core/refund';

export interface ChargeOfSession {
  readonly session: Resource<Session>;
  readonly attempt: Attempt;
  readonly charge: Charge;
}

/** Null without a customer: there always is one before a charge. */
export function renderPaymentAttempt({ session, attempt, charge }: ChargeOfSession, { ids }: Pick<RenderContext, 'ids'>) {
  const { customer } = session.state;
  if (!customer) return null;
  const refunded = refundedAtom(session.state, charge.key);
  return {
    id: ids.format('pa', charge.key),
    account_id: session.accountId,
    payment_intent_id: ids.format('pi', attempt.key),
    // A card that is not kept has an id all the same: the one under which it would have been saved.
    payment_method_id: ids.format('pm', attempt.paymentMethodKey ?? attempt.key),
    processor_id: ids.format('proc', charge.processorKey),
    customer_id: ids.format('cus', customer.key),
    amount_atom: charge.amountAtom,
    provider_type_fee_amount_atom: 0,
    currency: charge.currency,
    status: paymentAttemptWord(charge),
    ...renderFailure(charge),
    processor_metadata: {
      reference: referenceOf(charge),
      network_transaction_id: charge.outcome?.networkTransactionId ?? null,
      three_ds: charge.outcome?.threeDs
        ? {
            version: charge.outcome.threeDs.version,
            eci: charge.outcome.threeDs.eci,
            liability_shifted: charge.outcome.threeDs.liabilityShifted,
          }
        : null,
    },
    captured_at: isoTimeOrNull(capturedAt(charge)),
    metadata: { tier_index: charge.tier },
    refunded_amount_atom: refunded,
    refunded: refunded > 0 && refunded === charge.amountAtom,
    created_at: isoTime(charge.requestedAt),
    updated_at: isoTime(chargeChangedAt(charge)),
  };
}

function renderFailure(charge: Charge) {
  if (!['failed', 'canceled'].includes(paymentAttemptWord(charge)))
    return { failure_code: null, failure_message: null, is_soft_decline: null };
  const { code, message, isSoft } = chargeFailure(charge);
  return { failure_code: code, failure_message: message, is_soft_decline: isSoft };
}

function capturedAt(charge: Charge): number | null {
  if (!isApproved(charge)) return null;
  return charge.outcome?.outcome === 'approved' ? charge.outcome.at : (charge.resolved?.at ?? null);
}
