// Ends an attempt whose process has died, or frozen, while nothing was asked of anybody: its card went with it, so the buyer enters it again.
// A charge in question is never abandoned: that one is settled by asking; and a buyer who is at his bank has his own time.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { chargeInQuestion, findAttempt, isOver } from '../../core/attempt';
import { runningChallenge } from '../../core/challenge';
import type { AbandonAttempt } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { failure } from '../../core/completion';
import { takenForDeadAt } from '../../core/next-due';

export function abandonAttempt(
  { attemptKey, now }: AbandonAttempt,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const attempt = findAttempt(state, attemptKey);
  if (!attempt) return reject({ code: 'attempt-not-found' });
  if (isOver(attempt) || chargeInQuestion(attempt) || runningChallenge(attempt)) return alreadySo;
  const dueAt = takenForDeadAt(attempt);
  if (now < dueAt) return reject({ code: 'not-due-yet', dueAt });

  const lost = attempt.kind === 'card' || attempt.kind === 'setup' ? ('card-details-lost' as const) : ('not-charged' as const);
  return accept(...failure(state, { attemptKey, reason: lost, code: null, messageId: lost, now }));
}
