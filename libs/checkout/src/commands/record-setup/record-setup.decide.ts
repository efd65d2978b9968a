// Writes down what came of saving the card at one processor, together with what follows: the completion of a session that asked for
// nothing else, or the end of its attempt. After a completion it is only written down.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { savedCardOf } from '@tillstream/payments/core';
import { findAttempt, isOver } from '../../core/attempt';
import { afterSetup } from '../../core/after-setup';
import type { RecordSetup } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent, SetupAttempted } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { Attempt, CheckoutSessionState, Session } from '../../core/checkout-session.state';
import { completion } from '../../core/completion';
import { outcomeCategory } from '../../core/outcome-category';

export function recordSetup(command: RecordSetup, state: CheckoutSessionState): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const attempt = findAttempt(state, command.attemptKey);
  if (!attempt) return reject({ code: 'attempt-not-found' });
  if (attempt.setups.length > command.nth) return alreadySo;
  // Given up meanwhile: what the processor has saved is referred to by nobody.
  if (attempt.failed) return alreadySo;
  const data = setupAttempted(command);
  // A challenge beside what is done already is recorded, not shown.
  if (isOver(attempt) || attempt.kind !== 'setup') return accept<CheckoutSessionEvent>({ type: 'SetupAttempted', data: withoutUrl(data) });

  return accept<CheckoutSessionEvent>({ type: 'SetupAttempted', data }, ...consequences(command, state, withSetup(attempt, data)));
}

const withoutUrl = ({ actionUrl: _url, ...data }: SetupAttempted): SetupAttempted => data;

const withSetup = (attempt: Attempt, { attemptKey: _attempt, ...setup }: SetupAttempted): Attempt => ({
  ...attempt,
  setups: [...attempt.setups, { ...setup, action: null }],
});

function consequences(command: RecordSetup, session: Session, attempt: Attempt): readonly CheckoutSessionEvent[] {
  const { outcome, subscriptionKeys, hasMeans, now } = command;
  if (outcome.kind === 'approved') {
    const how = session.mode === 'setup' ? 'setup' : 'no_payment_required';
    return [completion(session, { how, tier: 0, attemptKey: attempt.key, chargeKey: null, subscriptionKeys, now })];
  }
  const category = outcome.kind === 'unknown' ? 'not_sent' : outcomeCategory(outcome);
  const code = outcome.kind === 'declined' ? outcome.code : null;
  return afterSetup(session, attempt, { category, code, hasMeans, now });
}

function setupAttempted({ attemptKey, processorKey, outcome, latencyMs, now }: RecordSetup): SetupAttempted {
  const isSilent = outcome.kind === 'approved' || outcome.kind === 'unknown';
  return {
    attemptKey,
    processorKey,
    outcome: outcome.kind,
    category: isSilent ? null : outcomeCategory(outcome),
    code: outcome.kind === 'declined' ? outcome.code : null,
    reference: 'reference' in outcome ? outcome.reference : null,
    savedCard: savedCardOf(outcome),
    ...(outcome.kind === 'requires_action' ? { actionUrl: outcome.url } : {}),
    latencyMs,
    at: now,
  };
}
