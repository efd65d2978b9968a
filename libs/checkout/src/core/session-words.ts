// Where the public API fixes a word, it stands here, once; everywhere else ours is used (formats.md §7).
import { attemptInFlight, chargeInQuestion, findCharge, isApproved, isUnknown } from './attempt';
import { runningChallenge } from './challenge';
import type { Attempt, Session } from './checkout-session.state';
import { refundedAtom } from './refund';

export type PaymentStateWord = 'none' | 'processing' | 'requires_action' | 'unresolved' | 'paid' | 'partially_refunded' | 'refunded';
export type AttemptStateWord = 'created' | 'processing' | 'requires_action' | 'unresolved' | 'succeeded' | 'failed';

export function paymentStateWord(session: Session): PaymentStateWord {
  if (session.status === 'success') return paidWord(session);
  const attempt = attemptInFlight(session);
  if (!attempt) return lateWord(session);
  const word = attemptStateWord(attempt);
  return word === 'unresolved' || word === 'requires_action' ? word : 'processing';
}

/** A refund shows once the money has gone back. */
function paidWord(session: Session): PaymentStateWord {
  const charge = session.completed?.chargeKey ? findCharge(session, session.completed.chargeKey)?.charge : null;
  if (!charge) return 'none';
  const back = refundedAtom(session, charge.key);
  if (back === 0) return 'paid';
  return back < charge.amountAtom ? 'partially_refunded' : 'refunded';
}

/** Money that came too late for this session is on its way back until it has arrived. */
function lateWord(session: Session): PaymentStateWord {
  const taken = session.attempts.flatMap((attempt) => attempt.charges.filter(isApproved));
  if (taken.length === 0) return 'none';
  return taken.every((charge) => refundedAtom(session, charge.key) === charge.amountAtom) ? 'refunded' : 'unresolved';
}

/** Why it failed; null as well for one that had failed and whose money came late. */
export const failureOf = (attempt: Attempt): Attempt['failed'] => (attempt.succeededAt === null ? attempt.failed : null);

export function attemptStateWord(attempt: Attempt): AttemptStateWord {
  if (attempt.succeededAt !== null) return 'succeeded';
  if (attempt.failed) return 'failed';
  if (runningChallenge(attempt)) return 'requires_action';
  if (attempt.charges.length === 0) return attempt.kind === 'setup' ? 'processing' : 'created';
  const charge = chargeInQuestion(attempt);
  return charge && isUnknown(charge) ? 'unresolved' : 'processing';
}
