import { fold, type Resource, type RecordedEvent } from '@tillstream/event-sourcing';
import { checkoutSession } from '../../commands/checkout-session.decider';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { Promotion } from '../../core/promotion';
import { attemptStarted, coupon, item, monthly, NOW, sessionCreated, spring } from '../../testing/session-fixtures';
import { createSubscriptions } from './create-subscriptions.process';

const items = [item('club', { terms: monthly() }), item('later', { terms: monthly({ trialDays: 7 }) })];
const effectsOf = (promotion: Promotion | null) => {
  const created = sessionCreated(items, { promotion });
  const completed: CheckoutSessionEvent = {
    type: 'SessionCompleted',
    data: {
      how: 'paid', tier: 0, attemptKey: 'attempt-1', chargeKey: null, customerKey: 'ada', subscriptionKeys: ['first', 'second'], amounts: created.data.amounts, at: NOW,
    },
  }; // prettier-ignore
  const after = { key: 'session', state: fold(checkoutSession, [created, attemptStarted(), completed]) } as Resource<never>;
  return createSubscriptions.react(completed as RecordedEvent<CheckoutSessionEvent>, after).map(({ data }) => [data.key, data.discount]);
};
const payerOf = (attempt: ReturnType<typeof attemptStarted>) => {
  const created = sessionCreated([items[1]!]);
  const completed: CheckoutSessionEvent = {
    type: 'SessionCompleted',
    data: {
      how: 'no_payment_required', tier: 0, attemptKey: 'attempt-1', chargeKey: null, customerKey: 'ada', subscriptionKeys: ['first'], amounts: created.data.amounts,
      at: NOW,
    },
  }; // prettier-ignore
  const after = { key: 'session', state: fold(checkoutSession, [created, attempt, completed]) } as Resource<never>;
  return createSubscriptions
    .react(completed as RecordedEvent<CheckoutSessionEvent>, after)
    .map(({ data }) => [data.paymentMethodKey, data.processorKey]);
};
const along = (changes: object) => ({ couponKey: 'coupon', promotionCode: 'SPRING', amountAtom: 100, ...changes });

describe('the subscriptions of a completed session', () => {
  it('have no discount where there is none', () =>
    expect(effectsOf(null)).toEqual([
      ['first', null],
      ['second', null],
    ]));
  it('are one per group of equal terms, each with its part of the discount that goes along', () => {
    const discount = along({ duration: 'repeating', durationInMonths: 3 });
    expect(effectsOf(spring({ terms: coupon({ duration: 'repeating', durationInMonths: 3 }) }))).toEqual([
      ['first', discount],
      ['second', discount],
    ]);
  });
  it('are paid later where the chosen card is saved, also when nothing was charged today', () => {
    const processors = [
      { processorKey: 'alpha', skipped: 'card-not-saved-here' as const },
      { processorKey: 'beta', skipped: null },
    ];
    const chosen = attemptStarted({ kind: 'free', paymentMethodKey: 'method-1', plan: [{ tier: 0, amountAtom: 0, processors }] });
    expect(payerOf(chosen)).toEqual([['method-1', 'beta']]);
    expect(payerOf(attemptStarted({ kind: 'manual', card: null, plan: [] }))).toEqual([[null, null]]);
  });
  it('have none where it was used up today', () =>
    expect(effectsOf(spring())).toEqual([
      ['first', null],
      ['second', null],
    ]));
  it('begin with it where it found nothing due today', () => {
    const ofTrial = spring({
      terms: coupon({ discountType: 'amount_off', percentOff: null, amountAtomOff: 100, currency: 'usd', productKeys: ['later'] }),
    });
    const [club, later] = [items[0]!, { ...items[1]!, terms: monthly({ trialDays: 7, productKey: 'later' }) }];
    const created = sessionCreated([club, later], { promotion: ofTrial });
    expect(created.data.amounts.tiers[0]?.recurring.map(({ discount }) => discount)).toEqual([
      null,
      { amountAtom: 100, duration: 'once', durationInMonths: null },
    ]);
  });
});
