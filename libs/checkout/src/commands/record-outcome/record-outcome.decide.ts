// Writes down what a processor answered, together with what follows from it: the completion, the next charge, or the end of the attempt.
// In the stream there is no state in which money was taken and the session does not say so.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { savedCardOf } from '@tillstream/payments/core';
import { findCharge, isApproved, isBackFromBank, isOver } from '../../core/attempt';
import { buyerMessage } from '../../core/buyer-message';
import type { RecordOutcome } from '../../core/charge.commands';
import type { CheckoutSessionEvent, TierAttempted } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import { type Attempt, type Charge, type CheckoutSessionState, evolve, type Session } from '../../core/checkout-session.state';
import { type AfterCharge, afterCharge } from '../../core/after-charge';
import { approval } from '../../core/approval';
import { present } from '../../core/guards';
import type { OutcomeCategory } from '../../core/next-charge';
import { FAILURE_REASON, isCategory, outcomeCategory } from '../../core/outcome-category';

export function recordOutcome(
  command: RecordOutcome,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const found = findCharge(state, command.chargeKey);
  if (!found) return reject({ code: 'charge-not-found' });
  const { attempt, charge } = found;
  if (command.outcome.kind === 'approved' ? isApproved(charge) : !isAwaited(charge, command.after)) return alreadySo; // recovery was quicker
  const attempted: CheckoutSessionEvent = { type: 'TierAttempted', data: tierAttempted(command, attempt) };
  return accept(attempted, ...consequences(command, state, attempted));
}

/** A charge that was challenged has two outcomes: that of the confirmation, and that of the one after the challenge. */
const isAwaited = (charge: Charge, after: RecordOutcome['after']): boolean =>
  charge.resolved === null && (after === 'request' ? charge.outcome === null : isBackFromBank(charge));

function consequences(command: RecordOutcome, before: Session, attempted: CheckoutSessionEvent): readonly CheckoutSessionEvent[] {
  const { outcome, chargeKey } = command;
  if (outcome.kind === 'unknown') return []; // stops everything until it is settled
  const found = findCharge(before, chargeKey);
  if (found && outcome.kind === 'approved') return [approval(before, found, command)];
  if (!found || outcome.kind === 'approved' || isOver(found.attempt)) return []; // what was decided of the attempt stands
  const session = present(evolve(before, attempted));
  const told = findCharge(session, chargeKey) ?? found;
  const category = outcomeCategory(outcome);
  const code = outcome.kind === 'declined' ? outcome.code : null;
  return afterCharge(session, told, { ...command, category, end: endOf(session, told.attempt, { category, code }) });
}

interface Said {
  readonly category: OutcomeCategory;
  readonly code: string | null;
}

/** Who is not asked any more because his merchant wants the session closed has failed nothing. */
function endOf(session: Session, attempt: Attempt, said: Said): AfterCharge['end'] {
  if (session.isClosing && said.category === 'requires_action') return { reason: 'not-charged', code: said.code, messageId: 'not-charged' };
  const { category, code } = (said.category === 'requires_action' ? saidAfterChallenge(attempt) : null) ?? said;
  return { reason: FAILURE_REASON[category], code, messageId: buyerMessage(category, code) };
}

/** Where no further challenge is shown, the buyer was recognised in those before: what ends the attempt is what his bank said after them. */
function saidAfterChallenge({ charges }: Attempt): Said | null {
  const outcome = charges.findLast(({ action, outcome: said }) => action !== null && said?.outcome === 'declined')?.outcome;
  return outcome?.category && isCategory(outcome.category) ? { category: outcome.category, code: outcome.code } : null;
}

function tierAttempted({ outcome, chargeKey, latencyMs, isBuyerErased, now }: RecordOutcome, attempt: Attempt): TierAttempted {
  const isSilent = outcome.kind === 'unknown' || outcome.kind === 'approved';
  return {
    attemptKey: attempt.key,
    chargeKey,
    outcome: outcome.kind,
    category: isSilent ? null : outcomeCategory(outcome),
    code: outcome.kind === 'declined' ? outcome.code : null,
    reference: 'reference' in outcome ? outcome.reference : null,
    networkTransactionId: outcome.kind === 'approved' ? outcome.networkTransactionId : null,
    savedCard: isBuyerErased ? null : savedCardOf(outcome),
    threeDs: outcome.kind === 'approved' ? outcome.threeDs : null,
    ...(outcome.kind === 'requires_action' ? { actionUrl: outcome.url } : {}),
    latencyMs,
    at: now,
  };
}
