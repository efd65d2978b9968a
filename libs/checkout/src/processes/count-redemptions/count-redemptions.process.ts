// Uses of coupons without a limit are counted when it is all over, by the reactor alone: nobody has to wait for that, and a limit that is
// set later finds the true number.
import type { Effect, Process } from '@tillstream/event-sourcing';
import { findAttempt } from '../../core/attempt';
import { type CountedUse, slotOfAttempt } from '../../core/attempt-promotion';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionState } from '../../core/checkout-session.state';

export interface CountRedemptionEffect extends Effect {
  readonly type: 'CountRedemption';
  readonly data: CountedUse;
}

export const countRedemptions: Process<CheckoutSessionState, CheckoutSessionEvent, CountRedemptionEffect> = {
  name: 'count-redemptions',
  category: 'checkoutSession',
  on: ['SessionCompleted'],
  react(_event, { key: sessionKey, state }) {
    if (state.status === 'absent' || !state.completed) return [];
    const attempt = findAttempt(state, state.completed.attemptKey);
    if (!attempt?.promotion || attempt.promotion.reserves) return [];
    const { couponKey, promotionCodeKey } = attempt.promotion;
    return [{ type: 'CountRedemption', data: { couponKey, promotionCodeKey, slot: slotOfAttempt(sessionKey, attempt) } }];
  },
};
