// The public API's words for charges, their intents and refunds; everywhere else ours are used (formats.md §7).
import { isApproved, isBackFromBank, isOver, isUnknown } from './attempt';
import { runningChallenge } from './challenge';
import type { Attempt, Charge, Setup } from './checkout-session.state';
import type { Refund } from './refund.events';

/** `pending`: also when nobody knows. */
export type PaymentAttemptWord = 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
export type IntentWord = 'processing' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
export type RefundWord = 'pending' | 'succeeded' | 'failed';
/** Of one call to one processor, as an attempt's rows have it. */
export type CallWord = 'not_attempted' | 'skipped' | 'processing' | 'requires_action' | 'succeeded' | 'failed' | 'unknown';

const OF_OUTCOME: Readonly<Record<Setup['outcome'], CallWord>> = {
  approved: 'succeeded',
  declined: 'failed',
  requires_action: 'requires_action',
  unknown: 'unknown',
  not_sent: 'failed',
};

export function chargeCallWord(charge: Charge): CallWord {
  if (isApproved(charge)) return 'succeeded';
  if (charge.resolved) return 'failed';
  if (isUnknown(charge)) return 'unknown';
  return charge.outcome && !isBackFromBank(charge) ? OF_OUTCOME[charge.outcome.outcome] : 'processing';
}

/** The call that only asked for a challenge has come to nothing once that has ended. */
export const setupCallWord = ({ outcome, action }: Setup): CallWord =>
  action?.finished && action.finished.outcome !== 'returned' ? 'failed' : OF_OUTCOME[outcome];

export function paymentAttemptWord(charge: Charge): PaymentAttemptWord {
  if (isApproved(charge)) return 'succeeded';
  if (charge.resolved) return charge.resolved.result === 'declined' ? 'failed' : 'canceled';
  const word = chargeCallWord(charge);
  return word === 'requires_action' || word === 'failed' ? word : 'pending';
}

/** Money that was taken counts, also when it came late and the attempt had failed before. */
export function intentWord(attempt: Attempt): IntentWord {
  if (attempt.charges.some(isApproved)) return 'succeeded';
  if (isOver(attempt)) return 'failed';
  return runningChallenge(attempt) ? 'requires_action' : 'processing';
}

export const refundWord = ({ resolved }: Refund): RefundWord => resolved?.result ?? 'pending';
