// The merchant says that it is done: no payment is asked for, the order stands. Twice is fine.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { findAttempt } from '../../core/attempt';
import type { CompleteByHand } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState, Session } from '../../core/checkout-session.state';
import { completion } from '../../core/completion';
import { present, refusalToComplete } from '../../core/guards';
import { offerId } from '../../core/offer';
import type { AttemptPromotion } from '../../core/promotion';

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

  // Something came in between: a repeat sees it.
  if (findAttempt(session, command.attemptKey) || !isPromotionOf(session, command.promotion))
    return reject({ code: 'payment-in-progress' });
  const { attemptKey, now, subscriptionKeys, promotion } = command;
  const completed = completion(session, { how: 'manual', tier: 0, attemptKey, chargeKey: null, subscriptionKeys, now });
  return accept<CheckoutSessionEvent>(
    {
      type: 'AttemptStarted',
      data: {
        attemptKey, number: nextNumber(session), kind: 'manual', card: null, paymentMethodKey: null, saveCard: false, offerId: offerId(session) ?? '', acceptedTiers: [0],
        mandateTextId: null, locale: null, plan: [], promotion, startedAt: now,
      }, // prettier-ignore
    },
    ...(promotion?.reserves ? [] : [completed]), // the slot first
  );
}

/** Above all that browsers chose: the number is a part of the slot. */
const nextNumber = ({ attempts }: Session): number => Math.max(0, ...attempts.map(({ number }) => number)) + 1;

const isPromotionOf = ({ promotion }: Session, found: AttemptPromotion | null): boolean =>
  (promotion?.couponKey ?? null) === (found?.couponKey ?? null) &&
  (promotion?.promotionCodeKey ?? null) === (found?.promotionCodeKey ?? null);
