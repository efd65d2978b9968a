import { fold, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import { checkoutSession } from '../../commands/checkout-session.decider';
import type { AttemptPromotion } from '../../core/promotion';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import { attemptStarted, chargeRequested, NOW, sessionCreated, spring } from '../../testing/session-fixtures';
import { settleSlots } from './settle-slots.process';

const created = sessionCreated(undefined, { promotion: spring() });
const ended = (type: 'AttemptFailed' | 'SessionCompleted', attemptKey = 'attempt-1') =>
  (type === 'AttemptFailed'
    ? { type, data: { attemptKey, reason: 'declined', code: null, messageId: 'card-declined', at: NOW } }
    : {
        type,
        data: {
          how: 'paid', tier: 0, attemptKey, chargeKey: null, customerKey: 'ada', subscriptionKeys: [], amounts: created.data.amounts, at: NOW,
        },
      }) as CheckoutSessionEvent; // prettier-ignore
const effectsOf = (promotion: AttemptPromotion | null, ...more: readonly [...CheckoutSessionEvent[], CheckoutSessionEvent]) => {
  const events = [created, attemptStarted({ number: 3, promotion }), ...more];
  const end = more.at(-1) as CheckoutSessionEvent;
  const after = { key: 'session', state: fold(checkoutSession, events) } as Resource<never>;
  return settleSlots.react(end as RecordedEvent<CheckoutSessionEvent>, after).map(({ data }) => data);
};
const held = { couponKey: 'coupon', promotionCodeKey: 'spring', reserves: true };
const slot = { couponKey: 'coupon', slot: 'session.3', attemptStartedAt: NOW };

describe('the slot of an attempt', () => {
  it('is confirmed by its success', () => expect(effectsOf(held, ended('SessionCompleted'))).toEqual([{ ...slot, end: 'confirm' }]));
  it('is given back by its failure', () => expect(effectsOf(held, ended('AttemptFailed'))).toEqual([{ ...slot, end: 'release' }]));
  it('is given back by money that goes back, also when it was regained; a refund of what was bought leaves it', () => {
    const back: CheckoutSessionEvent = {
      type: 'RefundRequested',
      data: {
        refundKey: 'r', chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 1, currency: 'usd', reason: null, metadata: {}, isOutOfBand: false,
        requestedAt: NOW,
      },
    }; // prettier-ignore
    expect(effectsOf(held, chargeRequested(), ended('AttemptFailed'), back)).toEqual([{ ...slot, end: 'release', evenRegained: true }]);
    expect(effectsOf(held, chargeRequested(), ended('SessionCompleted'), back)).toEqual([]);
  });
  it('is nothing where none was needed', () => {
    expect(effectsOf({ ...held, reserves: false }, ended('SessionCompleted'))).toEqual([]);
    expect(effectsOf(null, ended('AttemptFailed'))).toEqual([]);
  });
});
