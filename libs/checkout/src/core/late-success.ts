// A charge that turns out approved when nobody waits for it any more: its money completes the session after all, or goes back, in the
// same append that says it was taken (payments.md §4). There is no third way, so no money is forgotten.
import type { LatePaymentRule } from '@tillstream/accounts/core';
import { attemptInFlight, isApproved } from './attempt';
import type { CheckoutSessionEvent } from './checkout-session.events';
import type { Attempt, Charge, Session } from './checkout-session.state';
import { completion } from './completion';
import { offerId } from './offer';
import type { RefundReason } from './refund.events';

/** What a settlement needs beside the charge; gathered by whoever settles. */
export interface SettlementFacts {
  readonly subscriptionKeys: readonly string[];
  /** What the account wants of money that comes after a session's end. */
  readonly latePayment: LatePaymentRule;
  /** The attempt was over, and holds the slot that its promotion needs again. False as well where that was not asked. */
  readonly holdsSlot: boolean;
  /** Its customer was erased since: he can be given nothing any more, so his money goes back and nothing of his card is kept. */
  readonly isBuyerErased: boolean;
  /** For the refund that a late success may lead to: one per charge. */
  readonly lateRefundKey: string;
}

interface Late {
  readonly attempt: Attempt;
  readonly charge: Charge;
}

export function lateSuccess(
  session: Session,
  { attempt, charge }: Late,
  { subscriptionKeys, latePayment, holdsSlot, isBuyerErased, lateRefundKey, now }: SettlementFacts & { readonly now: number },
): CheckoutSessionEvent {
  const refusal =
    refusalToCompleteLate(session, attempt, latePayment) ??
    (isBuyerErased ? 'expired_uncaptured_charge' : null) ??
    (lacksSlot(attempt, holdsSlot) ? 'expired_uncaptured_charge' : null);
  if (refusal === null)
    return completion(session, {
      how: 'paid_late',
      tier: charge.tier,
      attemptKey: attempt.key,
      chargeKey: charge.key,
      subscriptionKeys,
      now,
    });
  const { processorKey, amountAtom, currency } = charge;
  const data = { refundKey: lateRefundKey, chargeKey: charge.key, processorKey, amountAtom, currency, reason: refusal };
  return { type: 'RefundRequested', data: { ...data, metadata: {}, isOutOfBand: false, requestedAt: now } };
}

/** An attempt that has ended since the facts were gathered has given its slot back, and nobody asked for it again. */
const lacksSlot = ({ promotion }: Attempt, holdsSlot: boolean): boolean => promotion?.reserves === true && !holdsSlot;

/** Why the money goes back, whatever slot its promotion needs; null: it completes the session. */
export function refusalToCompleteLate(session: Session, attempt: Attempt, rule: LatePaymentRule): RefundReason | null {
  // Somebody else may be paying right now: who comes late does not get in his way.
  if (session.status === 'success' || attemptInFlight(session) || session.attempts.some(hasCharged)) return 'duplicate';
  const wantsItBack = session.expired?.reason === 'superseded' || rule === 'refund';
  if (session.status === 'expired' && wantsItBack) return 'expired_uncaptured_charge';
  // What was paid for must still be what is sold.
  return attempt.offerId === offerId(session) ? null : 'expired_uncaptured_charge';
}

const hasCharged = (attempt: Attempt): boolean => attempt.charges.some(isApproved);
