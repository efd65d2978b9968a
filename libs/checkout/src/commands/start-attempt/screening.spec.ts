// What a press has to pass before any processor is asked: limits against card testing, the card's tries, the account's rules.
import type { FraudRule } from '@tillstream/accounts/core';
import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { StartAttempt } from '../../core/checkout-session.commands';
import type { AttemptStarted, CheckoutSessionEvent, MatchedRule } from '../../core/checkout-session.events';
import type { Screening } from '../../core/screening';
import {
  ada,
  attemptStarted,
  chargeRequested,
  item,
  monthly,
  NOW,
  offerOf,
  sessionCreated,
  spring,
  terms,
} from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const created = sessionCreated();
const anybody = { enabled: true, currencies: [], minimumAtom: 0 };
const steps = [{ processorKey: 'alpha', disposition: 'charge_and_setup' as const }];
const { card: known } = attemptStarted().data;
const cardOf = (fingerprint: string) => known && { ...known, fingerprint };
const noFraud = { fraudEnabled: false, fraudRules: [], fraudMessage: null };
const screening = (changes: Partial<Screening> = {}): Screening => ({
  limits: { attempts: 10, cards: 5 },
  fraud: noFraud,
  isCardSpent: false,
  ...changes,
});
const press = (changes: Partial<StartAttempt> = {}): StartAttempt => ({
  type: 'StartAttempt', now: NOW, attemptKey: 'next', number: 99, card: known, paymentMethod: null, saveCard: false, customer: null, offerId: offerOf(created), firstTier: 0, acceptedTiers: [0],
  mandateTextId: null, locale: 'en', routes: [{ tier: 0, steps }], processors: { alpha: anybody }, screening: screening(), promotion: null, chargeKey: 'charge-1', subscriptionKeys: [],
  ...changes,
}); // prettier-ignore
const plan = [{ tier: 0, amountAtom: 2_000, processors: [{ processorKey: 'alpha', skipped: null }] }];
const started = (changes: Partial<AttemptStarted> = {}) =>
  attemptStarted({ attemptKey: 'next', number: 99, offerId: offerOf(created), locale: 'en', plan, ...changes });
const asked = chargeRequested({ attemptKey: 'next' });
const limited = (limit: 'attempts' | 'cards'): CheckoutSessionEvent => ({ type: 'AttemptLimitReached', data: { limit, at: NOW } });

/** One declined attempt for each fingerprint. */
const declined = (...fingerprints: readonly string[]): readonly CheckoutSessionEvent[] =>
  fingerprints.flatMap((fingerprint, index): readonly CheckoutSessionEvent[] => {
    const attemptKey = `attempt-${index + 1}`;
    return [
      attemptStarted({ attemptKey, number: index + 1, card: cardOf(fingerprint) }),
      { type: 'AttemptFailed', data: { attemptKey, reason: 'declined', code: null, messageId: 'card-declined', at: NOW } },
    ];
  });
const times = (count: number) => Array.from({ length: count }, () => 'f');

describe('attempts of a session', () => {
  it('go on up to the limit, and no further', () => {
    given(created, ...declined(...times(9)))
      .when(press())
      .then(started(), asked);
    given(created, ...declined(...times(10)))
      .when(press())
      .then(limited('attempts'));
  });

  it('beyond it are refused without another word in the stream', () =>
    given(created, ...declined(...times(10)), limited('attempts')).when(press()).rejected({ code: 'too-many-attempts' })); // prettier-ignore

  it('that the merchant completed by hand do not count', () => {
    const byHand: CheckoutSessionEvent[] = [
      attemptStarted({ attemptKey: 'manual', number: 50, kind: 'manual', card: null, plan: [] }),
      { type: 'AttemptFailed', data: { attemptKey: 'manual', reason: 'promotion-gone', code: null, messageId: 'promotion-gone', at: NOW } },
    ];
    given(created, ...declined(...times(9)), ...byHand)
      .when(press())
      .then(started(), asked);
  });

  it('have no limit where it is 0', () =>
    given(created, ...declined(...times(30)))
      .when(press({ screening: screening({ limits: { attempts: 0, cards: 0 } }) }))
      .then(started(), asked));
});

describe('cards of a session', () => {
  const five = declined('a', 'b', 'c', 'd', 'e');

  it('may be five different ones, and those again', () => {
    given(created, ...five.slice(0, 8))
      .when(press({ card: cardOf('e') }))
      .then(started({ card: cardOf('e') }), asked);
    given(created, ...five).when(press({ card: cardOf('b') })).then(started({ card: cardOf('b') }), asked); // prettier-ignore
  });

  it('of which a sixth is refused, and written down once', () => {
    given(created, ...five)
      .when(press({ card: cardOf('f') }))
      .then(limited('cards'));
    given(created, ...five, limited('cards')).when(press({ card: cardOf('g') })).rejected({ code: 'too-many-cards' }); // prettier-ignore
  });

  it('are left alone by a press that needs none', () => {
    const gift = sessionCreated([item('gift', { terms: terms({ unitAmountAtom: 0 }) })]);
    const decided = checkoutSession.decide(press({ offerId: offerOf(gift), card: null }), [gift, ...five].reduce(checkoutSession.evolve, checkoutSession.initial)); // prettier-ignore
    expect(decided).toMatchObject({ accepted: [{ type: 'AttemptStarted' }, { type: 'SessionCompleted' }] });
  });
});

describe('a card whose scheme allows no further try', () => {
  it('is refused before anything begins', () =>
    given(created)
      .when(press({ screening: screening({ isCardSpent: true }) }))
      .rejected({ code: 'card-tried-too-often' }));

  it('is not saved either, for its bank would be asked; one that is saved already is not asked about', () => {
    const trial = sessionCreated([item('club', { terms: monthly({ trialDays: 7 }) })]);
    const spent = { offerId: offerOf(trial), mandateTextId: 'recurring-1', screening: screening({ isCardSpent: true }) } as const;
    given(trial).when(press(spent)).rejected({ code: 'card-tried-too-often' });
    const again = checkoutSession.decide(press({ ...spent, paymentMethod: { key: 'method-1', processorKeys: ['alpha'] } }), checkoutSession.evolve(checkoutSession.initial, trial)); // prettier-ignore
    expect(again).toMatchObject({ accepted: [{ type: 'AttemptStarted' }, { type: 'SessionCompleted' }] });
  });
});

describe('rules of the account', () => {
  const rule = (changes: Partial<FraudRule> = {}): FraudRule => ({
    name: 'No prepaid', logic: 'AND', isEnabled: true, reason: 'Chargebacks', conditions: [{ field: 'brand', operator: 'equals', value: 'visa' }], ...changes,
  }); // prettier-ignore
  const judged = (fraudMessage: string | null, ...fraudRules: readonly FraudRule[]) => screening({ fraud: { fraudEnabled: true, fraudRules, fraudMessage } }); // prettier-ignore
  const refused = (messageId: 'payment-refused' | 'merchant-message', matched: MatchedRule): CheckoutSessionEvent => ({
    type: 'AttemptFailed',
    data: { attemptKey: 'next', reason: 'fraud-rule', code: null, messageId, rule: matched, at: NOW },
  });

  it('end the attempt before anybody is asked, and say which of them it was', () =>
    given(created)
      .when(press({ screening: judged(null, rule()) }))
      .then(started(), refused('payment-refused', { name: 'No prepaid', reason: 'Chargebacks', message: null })));

  it('speak to the buyer in the words of the merchant where there are some', () =>
    given(created)
      .when(press({ screening: judged('Call us.', rule({ reason: null })) }))
      .then(started(), refused('merchant-message', { name: 'No prepaid', reason: null, message: 'Call us.' })));

  it('come before the promotion is looked at: no use of it is taken', () => {
    const discounted = sessionCreated([item('mug')], { promotion: spring() });
    given(discounted)
      .when(press({ offerId: offerOf(discounted), screening: judged(null, rule()) }))
      .then(
        started({ offerId: offerOf(discounted), plan: [{ tier: 0, amountAtom: 1_800, processors: plan[0]?.processors ?? [] }] }),
        refused('payment-refused', { name: 'No prepaid', reason: 'Chargebacks', message: null }),
      );
  });

  it('attach the buyer, so that the merchant sees who it was', () => {
    const anonymous = sessionCreated([item('mug')], { customer: null });
    const decided = checkoutSession.decide(press({ customer: ada, screening: judged(null, rule()) }), checkoutSession.evolve(checkoutSession.initial, anonymous)); // prettier-ignore
    expect(decided).toMatchObject({ accepted: [{ type: 'CustomerAttached' }, { type: 'AttemptStarted' }, { type: 'AttemptFailed' }] });
  });

  it('look at the amount that stood on the button', () => {
    const large = rule({ conditions: [{ field: 'amount', operator: 'greater_than', value: 1_999 }] });
    const larger = rule({ conditions: [{ field: 'amount', operator: 'greater_than', value: 2_000 }] });
    given(created).when(press({ screening: judged(null, large) })).then(started(), refused('payment-refused', { name: 'No prepaid', reason: 'Chargebacks', message: null })); // prettier-ignore
    given(created).when(press({ screening: judged(null, larger) })).then(started(), asked); // prettier-ignore
  });

  describe('with fallbacks of 15 and, dearer, 30', () => {
    const mugAt = (unitAmountAtom: number) => ({ lineItems: [item('mug', { terms: terms({ unitAmountAtom }) })], routeKey: null });
    const cascade = sessionCreated([], { tiers: [mugAt(2_000), mugAt(1_500), mugAt(3_000)] });
    const tiers = [0, 1, 2];
    const decided = (fraudRule: FraudRule, changes: Partial<StartAttempt> = {}, past: readonly CheckoutSessionEvent[] = []) =>
      checkoutSession.decide(
        press({ offerId: offerOf(cascade), acceptedTiers: tiers, routes: tiers.map((tier) => ({ tier, steps })), screening: judged('Call us.', fraudRule), ...changes }),
        [cascade, ...past].reduce(checkoutSession.evolve, checkoutSession.initial),
      ); // prettier-ignore
    const amountIs = (operator: 'greater_than' | 'less_than', value: number) =>
      rule({ conditions: [{ field: 'amount', operator, value }] });
    const passedOver = { processors: [{ skipped: 'fraud-rule' }], refusedBy: { name: 'No prepaid', reason: 'Chargebacks' } };
    const planned = (decision: ReturnType<typeof decided>) =>
      'accepted' in decision ? (decision.accepted[0]?.data as AttemptStarted).plan : [];

    it('pass over the tier whose own amount they refuse, and no other', () => {
      const cheap = planned(decided(amountIs('less_than', 1_999)));
      expect(cheap).toMatchObject([{ processors: [{ skipped: null }] }, passedOver, { processors: [{ skipped: null }] }]);
      expect(cheap.map((tier) => 'refusedBy' in tier)).toEqual([false, true, false]);
      expect(planned(decided(amountIs('greater_than', 2_000)))).toMatchObject([{}, { processors: [{ skipped: null }] }, passedOver]);
    });

    it('refuse a tier that was offered by its own amount, when it is pressed for', () => {
      const past = (attemptKey: string): readonly CheckoutSessionEvent[] => [
        attemptStarted({ attemptKey, number: 9, offerId: offerOf(cascade) }),
        {
          type: 'AttemptFailed',
          data: { attemptKey, reason: 'declined', code: null, messageId: 'card-declined', offeredTier: 2, at: NOW },
        },
      ];
      const taken = decided(amountIs('greater_than', 2_000), { firstTier: 2 }, past('before'));
      expect(taken).toMatchObject({ accepted: [{ type: 'AttemptStarted' }, { type: 'AttemptFailed', data: { reason: 'fraud-rule' } }] });
    });
  });

  it('judge a card that is only saved, which has no amount', () => {
    const setup = sessionCreated([], { mode: 'setup' });
    const small = rule({ conditions: [{ field: 'amount', operator: 'less_than', value: 100 }] });
    const mandateTextId = 'save-card-1' as const;
    const onlySaved = {
      kind: 'setup' as const,
      mandateTextId,
      offerId: '',
      plan: [{ tier: 0, amountAtom: 0, processors: plan[0]?.processors ?? [] }],
    };
    given(setup).when(press({ mandateTextId, offerId: '', screening: judged(null, small) })).then(started(onlySaved)); // prettier-ignore
    given(setup).when(press({ mandateTextId, offerId: '', screening: judged(null, rule()) })).then(started(onlySaved), refused('payment-refused', { name: 'No prepaid', reason: 'Chargebacks', message: null })); // prettier-ignore
  });

  it('have nothing to judge where no card is needed', () => {
    const free = sessionCreated([item('gift', { terms: terms({ unitAmountAtom: 0 }) })]);
    const decided = checkoutSession.decide(press({ offerId: offerOf(free), screening: judged(null, rule()) }), checkoutSession.evolve(checkoutSession.initial, free)); // prettier-ignore
    expect(decided).toMatchObject({ accepted: [{ type: 'AttemptStarted' }, { type: 'SessionCompleted' }] });
  });
});
