// Goes on with an attempt that waited for its slot: asks for the first charge, or completes what costs nothing. Without a slot the attempt is
// over. Whoever reserved and froze meanwhile finds his attempt ended here, and asks nobody for anything.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { amountsOf } from '../../core/amounts';
import { findAttempt } from '../../core/attempt';
import { waitsForSlot } from '../../core/attempt-promotion';
import type { ContinueAttempt } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { Attempt, CheckoutSessionState, Session } from '../../core/checkout-session.state';
import { completion, failure } from '../../core/completion';
import { firstPlace } from '../../core/next-charge';

export function continueAttempt(
  command: ContinueAttempt,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const attempt = findAttempt(state, command.attemptKey);
  if (!attempt) return reject({ code: 'attempt-not-found' });
  if (!waitsForSlot(attempt)) return alreadySo;
  return command.slot === 'held' ? goesOn(command, state, attempt) : ends(command, state, attempt);
}

function goesOn(
  { chargeKey, subscriptionKeys, now }: ContinueAttempt,
  session: Session,
  { key: attemptKey, kind, plan, acceptedTiers }: Attempt,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const complete = (how: 'manual' | 'no_payment_required') =>
    accept<CheckoutSessionEvent>(completion(session, { how, tier: 0, attemptKey, chargeKey: null, subscriptionKeys, now }));
  switch (kind) {
    case 'manual':
      return complete('manual');
    case 'free':
      return complete('no_payment_required');
    case 'setup':
      return alreadySo; // whoever reserved the slot saves the card, and writes that down
    case 'card': {
      const place = firstPlace(plan, acceptedTiers);
      if (!place) return alreadySo; // an attempt without a place does not start
      const data = { attemptKey, chargeKey, ...place, currency: session.amounts.currency ?? '', requestedAt: now };
      return accept<CheckoutSessionEvent>({ type: 'ChargeRequested', data });
    }
  }
}

/** No slot is to be had: a buyer sees the full price; the merchant, who completes by hand, decides himself what to do about it. */
function ends(
  { slot, now }: ContinueAttempt,
  session: Session,
  { key: attemptKey, kind }: Attempt,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const isGone = slot !== 'closed';
  const said = isGone ? ('promotion-gone' as const) : ('not-charged' as const);
  const ended = failure(session, { attemptKey, reason: said, code: isGone ? slot : null, messageId: said, now });
  const staysOpen = ended.length === 1;
  if (!isGone || slot === 'held' || kind === 'manual' || !staysOpen || session.promotion === null) return accept(...ended);
  const removed: CheckoutSessionEvent = {
    type: 'PromotionRemoved',
    data: { by: 'check', refusal: slot, amounts: amountsOf(session.tiers, null) },
  };
  return accept<CheckoutSessionEvent>(...ended, removed);
}
