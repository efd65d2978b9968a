import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { amountsOf } from '../../core/amounts';
import type { ContinueAttempt, StartAttempt } from '../../core/checkout-session.commands';
import type { AttemptStarted, CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { PromotionFact } from '../../core/promotion';
import {
  ada,
  attemptStarted,
  chargeRequested,
  END,
  item,
  NOW,
  offerOf,
  sessionCreated,
  spring,
  springFact,
} from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const created = sessionCreated(undefined, { promotion: spring() });
const redeems = { couponKey: 'coupon', promotionCodeKey: 'spring', reserves: true };
const started = (changes: Partial<AttemptStarted> = {}) =>
  attemptStarted({
    offerId: offerOf(created),
    locale: 'en',
    plan: [{ tier: 0, amountAtom: 1_800, processors: [{ processorKey: 'alpha', skipped: null }] }],
    promotion: redeems,
    ...changes,
  });
const removed = (refusal: 'promotion-exhausted' | 'promotion-expired'): CheckoutSessionEvent => ({
  type: 'PromotionRemoved', data: { by: 'check', refusal, amounts: amountsOf([{ lineItems: [item('mug')], routeKey: null }], null) },
}); // prettier-ignore
const failed = (reason: 'promotion-gone' | 'not-charged', code: string | null, at = NOW): CheckoutSessionEvent => ({
  type: 'AttemptFailed', data: { attemptKey: 'attempt-1', reason, code, messageId: reason, at },
}); // prettier-ignore
const completed = (how: 'manual' | 'no_payment_required'): CheckoutSessionEvent => ({
  type: 'SessionCompleted',
  data: { how, tier: 0, attemptKey: 'attempt-1', chargeKey: null, customerKey: 'ada', subscriptionKeys: [], amounts: created.data.amounts, at: NOW },
}); // prettier-ignore

describe('a press that redeems a promotion', () => {
  const anybody = { enabled: true, currencies: [], minimumAtom: 0 };
  const press = (promotion: PromotionFact | null): StartAttempt => ({
    type: 'StartAttempt', now: NOW, attemptKey: 'attempt-1', number: 1, card: attemptStarted().data.card, paymentMethod: null, saveCard: false, customer: ada,
    offerId: offerOf(created), firstTier: 0, acceptedTiers: [0], mandateTextId: null, locale: 'en', routes: [{ tier: 0, steps: [{ processorKey: 'alpha', disposition: 'charge_and_setup' }] }],
    processors: { alpha: anybody }, promotion, chargeKey: 'charge-1', subscriptionKeys: [],
  }); // prettier-ignore

  it.each([
    ['coupon', springFact({ maxRedemptions: 1 })],
    ['code', springFact({}, { maxRedemptions: 1 })],
  ])('asks for nothing before its slot, where the %s has a limit', (_, fact) => given(created).when(press(fact)).then(started()));
  it('asks for the first charge at once where nothing has a limit', () =>
    given(created)
      .when(press(springFact()))
      .then(started({ promotion: { ...redeems, reserves: false } }), chargeRequested({ amountAtom: 1_800 })));
  it('takes the promotion away that can no longer be used, and starts nothing', () =>
    given(created)
      .when(press(springFact({ validUntil: NOW })))
      .then(removed('promotion-expired')));
  it.each([
    ['none was looked up', null],
    ['another coupon was looked up', springFact({ key: 'other' })],
    ['another code was looked up', springFact({}, { key: 'other' })],
    ['only its coupon was looked up', springFact({}, 'none')],
  ])('shows the offer again when %s', (_, fact) => given(created).when(press(fact)).rejected({ code: 'amount-changed' }));
});

describe('an attempt that waits for its slot', () => {
  const goOn = (changes: Partial<ContinueAttempt> = {}): ContinueAttempt => ({
    type: 'ContinueAttempt', now: NOW, attemptKey: 'attempt-1', slot: 'held', chargeKey: 'charge-1', subscriptionKeys: [], ...changes,
  }); // prettier-ignore

  it('asks for its first charge', () =>
    given(created, started())
      .when(goOn())
      .then(chargeRequested({ amountAtom: 1_800 })));
  it.each([
    ['manual', 'manual'],
    ['free', 'no_payment_required'],
  ] as const)('is complete where it is %s', (kind, how) =>
    given(created, started({ kind, plan: [] }))
      .when(goOn())
      .then(completed(how)),
  );
  it('leaves the saving of a card to whoever does that', () =>
    given(created, started({ kind: 'setup' }))
      .when(goOn())
      .nothing());
  it('ends without a slot, and the full price is due', () =>
    given(created, started())
      .when(goOn({ slot: 'promotion-exhausted' }))
      .then(failed('promotion-gone', 'promotion-exhausted'), removed('promotion-exhausted')));
  it('ends without a slot; what its merchant completes by hand keeps its promotion', () =>
    given(created, started({ kind: 'manual', plan: [] }))
      .when(goOn({ slot: 'promotion-exhausted' }))
      .then(failed('promotion-gone', 'promotion-exhausted')));
  it('ends with its session where the time is over', () =>
    given(created, started())
      .when(goOn({ slot: 'promotion-exhausted', now: END }))
      .then(failed('promotion-gone', 'promotion-exhausted', END), { type: 'SessionExpired', data: { reason: 'time', at: END } }));
  it('ends where it was taken for dead by its slot alone', () =>
    given(created, started())
      .when(goOn({ slot: 'closed' }))
      .then(failed('not-charged', null)));
  it.each<[string, CheckoutSessionEvent[]]>([
    ['was ended meanwhile', [started(), failed('not-charged', null)]],
    ['has gone on already', [started(), chargeRequested()]],
    ['never waited', [started({ promotion: { ...redeems, reserves: false } })]],
  ])('that %s asks for nothing', (_, history) => {
    given(created, ...history).when(goOn()).nothing();
    given(created, ...history).when(goOn({ slot: 'promotion-exhausted' })).nothing();
  }); // prettier-ignore
});

describe('a completion by hand', () => {
  const byHand = (promotion: AttemptStarted['promotion'], attemptKey = 'attempt-1') =>
    ({ type: 'CompleteByHand', now: NOW, attemptKey, promotion, subscriptionKeys: [] }) as const;
  const manual = (promotion: AttemptStarted['promotion']) => started({ kind: 'manual', card: null, plan: [], locale: null, promotion });

  it('waits for a slot where there is a limit', () => given(created).when(byHand(redeems)).then(manual(redeems)));
  it('is done at once where there is none', () => {
    const counted = { ...redeems, reserves: false };
    given(created).when(byHand(counted)).then(manual(counted), completed('manual')); // prettier-ignore
  });
  it.each([null, { ...redeems, couponKey: 'other' }, { ...redeems, promotionCodeKey: null }])('sees a change that came in between: %j', (other) =>
    given(created).when(byHand(other)).rejected({ code: 'payment-in-progress' }),
  ); // prettier-ignore
  it('never begins an attempt again that has failed', () =>
    given(created, manual(redeems), failed('promotion-gone', null)).when(byHand(redeems)).rejected({ code: 'payment-in-progress' }));
  it('has a number above all that browsers chose', () =>
    given(created, started({ number: 7 }), failed('not-charged', null))
      .when(byHand(redeems, 'by-hand'))
      .then({ type: 'AttemptStarted', data: { ...manual(redeems).data, attemptKey: 'by-hand', number: 8 } }));
});
