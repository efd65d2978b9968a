// Writes down what a processor answered, together with what follows from it: the completion, the next charge, or the end of the attempt.
// In the stream there is no state in which money was taken and the session does not say so.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { savedCardOf } from '@tillstream/payments/core';
import { findCharge, isApproved, isOver } from '../../core/attempt';
import { buyerMessage } from '../../core/buyer-message';
import type { RecordOutcome } from '../../core/charge.commands';
import type { CheckoutSessionEvent, TierAttempted } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { Attempt, Charge, CheckoutSessionState, Session } from '../../core/checkout-session.state';
import { afterCharge } from '../../core/after-charge';
import { approval } from '../../core/approval';
import { FAILURE_REASON, outcomeCategory } from '../../core/outcome-category';

export function recordOutcome(
  command: RecordOutcome,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const found = findCharge(state, command.chargeKey);
  if (!found) return reject({ code: 'charge-not-found' });
  const { attempt, charge } = found;
  if (command.outcome.kind === 'approved' ? isApproved(charge) : charge.outcome || charge.resolved) return alreadySo; // recovery was quicker
  const attempted: CheckoutSessionEvent = { type: 'TierAttempted', data: tierAttempted(command, attempt) };
  return accept(attempted, ...consequences(command, state, found));
}

interface Found {
  readonly attempt: Attempt;
  readonly charge: Charge;
}

function consequences(command: RecordOutcome, session: Session, { attempt, charge }: Found): readonly CheckoutSessionEvent[] {
  const { outcome, now } = command;
  if (outcome.kind === 'unknown') return []; // stops everything until it is settled
  if (outcome.kind === 'approved') return [approval(session, { attempt, charge }, command)];
  if (isOver(attempt)) return []; // what was decided of the attempt stands
  const category = outcomeCategory(outcome);
  const code = outcome.kind === 'declined' ? outcome.code : null;
  const end = { reason: FAILURE_REASON[category], code, messageId: buyerMessage(category, code) };
  return afterCharge(session, { attempt, charge }, { category, nextChargeKey: command.nextChargeKey, hasMeans: true, end, now });
}

function tierAttempted({ outcome, chargeKey, latencyMs, now }: RecordOutcome, attempt: Attempt): TierAttempted {
  const isSilent = outcome.kind === 'unknown' || outcome.kind === 'approved';
  return {
    attemptKey: attempt.key,
    chargeKey,
    outcome: outcome.kind,
    category: isSilent ? null : outcomeCategory(outcome),
    code: outcome.kind === 'declined' ? outcome.code : null,
    reference: 'reference' in outcome ? outcome.reference : null,
    networkTransactionId: outcome.kind === 'approved' ? outcome.networkTransactionId : null,
    savedCard: savedCardOf(outcome),
    threeDs: outcome.kind === 'approved' ? outcome.threeDs : null,
    latencyMs,
    at: now,
  };
}
