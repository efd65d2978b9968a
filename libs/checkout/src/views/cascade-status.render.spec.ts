import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import { type CheckoutSessionState, evolve, initial } from '../core/checkout-session.state';
import { approved, attemptStarted, chargeRequested, item, NOW, sessionCreated } from '../testing/session-fixtures';
import { cascadeStatus } from './cascade-status.render';

const tiers = ['mug', 'cup'].map((key) => ({ lineItems: [item(key)], routeKey: null }));
const started = [sessionCreated([], { tiers }), attemptStarted(), chargeRequested()];
const notCharged: CheckoutSessionEvent = {
  type: 'ChargeResolved',
  data: { attemptKey: 'attempt-1', chargeKey: 'charge-1', result: 'not_charged', by: 'hand', reference: null, code: null, savedCard: null, at: NOW },
}; // prettier-ignore

function outcomesAfter(...events: readonly CheckoutSessionEvent[]) {
  const state = [...started, ...events].reduce<CheckoutSessionState>(evolve, initial);
  return state.status === 'absent' ? null : cascadeStatus(state)?.tiers.map(({ outcome }) => outcome);
}

describe('the outcome of a tier', () => {
  it('is what its charge came to', () => {
    expect(outcomesAfter()).toEqual(['processing', 'not_attempted']);
    expect(outcomesAfter(notCharged)).toEqual(['not_charged', 'not_attempted']);
  });

  it('is approved once money was taken, also where somebody had settled it as not charged', () => {
    expect(outcomesAfter(notCharged, approved())).toEqual(['approved', 'not_attempted']);
  });
});
