// The merchant says that it is done: no payment is asked for, the order stands. Twice is fine.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import type { CompleteByHand } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { completion } from '../../core/completion';
import { present, refusalToComplete } from '../../core/guards';
import { offerId } from '../../core/offer';

export function completeByHand(
  command: CompleteByHand,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'success') return alreadySo;
  const refusal = refusalToComplete(state, command.now);
  if (refusal) return reject(refusal);
  const session = present(state);
  const recurs = (session.amounts.tiers[0]?.recurring.length ?? 0) > 0;
  if (recurs && !session.customer) return reject({ code: 'customer-required' });

  const { attemptKey, now, subscriptionKeys } = command;
  return accept<CheckoutSessionEvent>(
    {
      type: 'AttemptStarted',
      data: {
        attemptKey, number: session.attempts.length + 1, kind: 'manual', card: null, paymentMethodKey: null, saveCard: false, offerId: offerId(session) ?? '', acceptedTiers: [0],
        mandateTextId: null, locale: null, plan: [], startedAt: now,
      }, // prettier-ignore
    },
    completion(session, { how: 'manual', tier: 0, attemptKey, chargeKey: null, subscriptionKeys, now }),
  );
}
