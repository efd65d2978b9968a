// A challenge ends: the buyer came back from the bank, left it, or his time is over. Written before the confirmation that follows, or before the
// charge is closed, so that whoever dies in between leaves a charge in question, which is settled by asking and closing.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { findAttempt } from '../../core/attempt';
import { type RunningChallenge, runningChallenge } from '../../core/challenge';
import type { FinishAction } from '../../core/challenge.commands';
import type { ActionFinished, CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { failure } from '../../core/completion';

export function finishAction(command: FinishAction, state: CheckoutSessionState): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const { attemptKey, number, now } = command;
  const attempt = findAttempt(state, attemptKey);
  if (!attempt) return reject({ code: 'attempt-not-found' });
  const running = runningChallenge(attempt);
  if (!running || (number !== null && number !== running.number)) return alreadySo; // it has ended before
  const { action, charge, processorKey } = running;
  if (command.outcome === 'timed_out' && now < action.deadlineAt) return reject({ code: 'not-due-yet', dueAt: action.deadlineAt });

  const outcome = endOf(command, running);
  const data = { attemptKey, chargeKey: charge?.key ?? null, processorKey, outcome, at: now };
  const finished: CheckoutSessionEvent = { type: 'ActionFinished', data };
  // No money can move where a card is only saved: nothing has to be closed.
  if (charge || outcome === 'returned') return accept(finished);
  const failed = { attemptKey, reason: 'authentication-failed' as const, code: outcome, messageId: 'challenge-abandoned' as const, now };
  return accept<CheckoutSessionEvent>(finished, ...failure(state, failed));
}

/** Who comes back after his time is too late, whether or not the timer has said so. */
const endOf = ({ outcome, now }: FinishAction, { action }: RunningChallenge): ActionFinished['outcome'] =>
  now >= action.deadlineAt ? 'timed_out' : outcome;
