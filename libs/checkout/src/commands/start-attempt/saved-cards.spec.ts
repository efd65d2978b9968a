// A press that saves a card, or pays with one that is saved.
import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { StartAttempt } from '../../core/checkout-session.commands';
import type { AttemptStarted, CheckoutSessionEvent, PlannedProcessor } from '../../core/checkout-session.events';
import { ada, attemptStarted, chargeRequested, item, monthly, NOW, offerOf, sessionCreated } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const anybody = { enabled: true, currencies: [], minimumAtom: 0 };
const steps = [
  { processorKey: 'alpha', disposition: 'charge_and_setup' as const },
  { processorKey: 'beta', disposition: 'setup_only' as const },
];
const { card } = attemptStarted().data;
const saved = { key: 'method-1', processorKeys: ['alpha'] };
const press = (changes: Partial<StartAttempt> = {}): StartAttempt => ({
  type: 'StartAttempt', now: NOW, attemptKey: 'attempt-1', number: 1, card, paymentMethod: null, saveCard: false, customer: null, offerId: '',
  firstTier: 0, acceptedTiers: [0], mandateTextId: 'save-card-1', locale: 'en', routes: [{ tier: 0, steps }], processors: { alpha: anybody, beta: anybody, gamma: anybody },
  promotion: null, chargeKey: 'charge-1', subscriptionKeys: ['sub-1'], ...changes,
}); // prettier-ignore
const plan = (processors: readonly PlannedProcessor[], amountAtom = 0) => [{ tier: 0, amountAtom, processors }];
const usable = (processorKey: string): PlannedProcessor => ({ processorKey, skipped: null });
const started = (changes: Partial<AttemptStarted>) =>
  attemptStarted({ offerId: '', mandateTextId: 'save-card-1', locale: 'en', kind: 'setup', ...changes });

const setup = sessionCreated([], { mode: 'setup' });
const trial = sessionCreated([item('club', { terms: monthly({ trialDays: 7 }) })]);
const onTrial = { offerId: offerOf(trial), mandateTextId: 'recurring-1' as const };
const mug = sessionCreated();
const completed = (how: 'no_payment_required'): CheckoutSessionEvent => ({
  type: 'SessionCompleted',
  data: {
    how, tier: 0, attemptKey: 'attempt-1', chargeKey: null, customerKey: 'ada', subscriptionKeys: ['sub-1'], amounts: trial.data.amounts, at: NOW,
  },
}); // prettier-ignore

describe('a press in mode setup', () => {
  it('begins to save the card along the route, which needs no amount', () =>
    given(setup)
      .when(press())
      .then(started({ plan: plan([usable('alpha'), usable('beta')]) })));

  it('prefers the processors that the merchant named', () =>
    given(sessionCreated([], { mode: 'setup', setupProcessorKeys: ['gamma'] }))
      .when(press())
      .then(started({ plan: plan([usable('gamma')]) })));

  it('follows the route when none of these can be asked, and records why', () =>
    given(sessionCreated([], { mode: 'setup', setupProcessorKeys: ['gamma'] }))
      .when(press({ processors: { alpha: anybody, beta: anybody, gamma: { ...anybody, enabled: false } } }))
      .then(started({ plan: plan([{ processorKey: 'gamma', skipped: 'disabled' }, usable('alpha'), usable('beta')]) })));

  it('is refused when nobody can save the card', () =>
    given(setup)
      .when(press({ processors: {} }))
      .rejected({ code: 'no-processor-available' }));

  it('needs a customer, whose card it is', () => {
    given(sessionCreated([], { mode: 'setup', customer: null }))
      .when(press())
      .rejected({ code: 'customer-required' });
    given(sessionCreated([], { mode: 'setup', customer: null }))
      .when(press({ customer: ada }))
      .then({ type: 'CustomerAttached', data: { customer: ada } }, started({ plan: plan([usable('alpha'), usable('beta')]) }));
  });
});

describe('a press on a trial', () => {
  it('begins to save the card; one that cannot charge its currency later is passed over', () =>
    given(trial)
      .when(press({ ...onTrial, processors: { alpha: { ...anybody, currencies: ['eur'], minimumAtom: 50 }, beta: anybody } }))
      .then(started({ ...onTrial, plan: plan([{ processorKey: 'alpha', skipped: 'currency' }, usable('beta')]) })));

  it('completes at once with a card that is saved already', () =>
    given(trial)
      .when(press({ ...onTrial, paymentMethod: saved }))
      .then(
        started({
          ...onTrial,
          kind: 'free',
          paymentMethodKey: 'method-1',
          plan: plan([usable('alpha'), { processorKey: 'beta', skipped: 'card-not-saved-here' }]),
        }),
        completed('no_payment_required'),
      ));

  it('is refused with a card that is saved where nobody asks any more', () =>
    given(trial)
      .when(press({ ...onTrial, paymentMethod: { key: 'method-1', processorKeys: ['gone'] } }))
      .rejected({ code: 'no-processor-available' }));
});

describe('a press with a saved card', () => {
  const both = steps.map(({ processorKey }) => ({ processorKey, disposition: 'charge_and_setup' as const }));
  const routes = [{ tier: 0, steps: both }];

  it('charges where it is saved, and records where it is not', () =>
    given(mug)
      .when(press({ offerId: offerOf(mug), routes, paymentMethod: { key: 'method-1', processorKeys: ['beta'] } }))
      .then(
        started({
          kind: 'card',
          offerId: offerOf(mug),
          paymentMethodKey: 'method-1',
          plan: plan([{ processorKey: 'alpha', skipped: 'card-not-saved-here' }, usable('beta')], 2_000),
        }),
        chargeRequested({ processorKey: 'beta' }),
      ));

  it('saves it no second time, whatever was ticked', () =>
    given(mug)
      .when(press({ offerId: offerOf(mug), routes, saveCard: true, paymentMethod: { key: 'method-1', processorKeys: ['alpha', 'beta'] } }))
      .then(
        started({
          kind: 'card',
          offerId: offerOf(mug),
          paymentMethodKey: 'method-1',
          saveCard: false,
          plan: plan([usable('alpha'), usable('beta')], 2_000),
        }),
        chargeRequested(),
      ));
});

describe('a tick that asks to save the card', () => {
  const routes = [{ tier: 0, steps: steps.slice(0, 1) }];
  const paying = (saveCard: boolean) => started({ kind: 'card', offerId: offerOf(mug), saveCard, plan: plan([usable('alpha')], 2_000) });

  it('is kept for a customer whom the merchant named', () =>
    given(mug)
      .when(press({ offerId: offerOf(mug), routes, saveCard: true }))
      .then(paying(true), chargeRequested()));

  it('means nothing for one who was found by his e-mail: he could not be offered it again', () =>
    given(sessionCreated(undefined, { customer: null }))
      .when(press({ offerId: offerOf(mug), routes, saveCard: true, customer: ada }))
      .then({ type: 'CustomerAttached', data: { customer: ada } }, paying(false), chargeRequested()));
});

describe('the words above the button', () => {
  const lacking = { code: 'mandate-not-agreed', loc: ['body', 'mandate_text_id'] } as const;

  it('have to be named where a card is kept for later, and be those for it', () => {
    for (const mandateTextId of [null, 'recurring-1'] as const) given(setup).when(press({ mandateTextId })).rejected(lacking); // prettier-ignore
    for (const mandateTextId of [null, 'save-card-1'] as const) given(trial).when(press({ ...onTrial, mandateTextId })).rejected(lacking); // prettier-ignore
    given(trial).when(press({ ...onTrial, paymentMethod: saved, mandateTextId: null })).rejected(lacking); // prettier-ignore
    given(mug)
      .when(press({ offerId: offerOf(mug), saveCard: true, mandateTextId: null }))
      .rejected(lacking);
  });

  it('need not be there where nothing is charged later, also for a tick that means nothing', () => {
    const routes = [{ tier: 0, steps: steps.slice(0, 1) }];
    const once = press({ offerId: offerOf(mug), routes, mandateTextId: null });
    const paying = started({ kind: 'card', offerId: offerOf(mug), mandateTextId: null, plan: plan([usable('alpha')], 2_000) });
    given(mug).when(once).then(paying, chargeRequested()); // prettier-ignore
    given(sessionCreated(undefined, { customer: null }))
      .when({ ...once, saveCard: true, customer: ada })
      .then({ type: 'CustomerAttached', data: { customer: ada } }, paying, chargeRequested());
  });

  it('are those of the tier on the button, not of the session’s own', () => {
    const either = sessionCreated([item('mug')], { tiers: [
      { lineItems: [item('mug')], routeKey: null },
      { lineItems: [item('club', { terms: monthly() })], routeKey: null },
    ] }); // prettier-ignore
    const past: readonly CheckoutSessionEvent[] = [
      attemptStarted({ offerId: offerOf(either) }),
      { type: 'AttemptFailed', data: { attemptKey: 'attempt-1', reason: 'declined', code: null, messageId: 'card-declined', offeredTier: 1, at: NOW } },
    ]; // prettier-ignore
    const second = press({
      attemptKey: 'attempt-2',
      number: 2,
      offerId: offerOf(either),
      firstTier: 1,
      acceptedTiers: [0, 1],
      mandateTextId: null,
    });
    given(either, ...past).when(second).rejected(lacking); // prettier-ignore
    given(either, ...past).when({ ...second, firstTier: 0, routes: [] }).rejected({ code: 'no-processor-available' }); // prettier-ignore
  });

  it('cover what one press may charge: a fallback that recurs after one that does not is left to a press of its own', () => {
    const club = (key: string, unitAmountAtom: number) => item(key, { terms: monthly({ unitAmountAtom }) });
    const mugs = item('mug', { quantity: 5 }); // dearer, so they are asked for by a press of their own
    const tiers = [club('club', 2_000), mugs, club('small club', 1_000)].map((one) => ({ lineItems: [one], routeKey: null }));
    const three = sessionCreated(undefined, { tiers });
    const offerId = offerOf(three);
    const past: readonly CheckoutSessionEvent[] = [
      attemptStarted({ offerId }),
      { type: 'AttemptFailed', data: { attemptKey: 'attempt-1', reason: 'declined', code: null, messageId: 'card-declined', offeredTier: 1, at: NOW } },
    ]; // prettier-ignore
    const routes = tiers.map((_, tier) => ({ tier, steps: steps.slice(0, 1) }));
    const second = {
      attemptKey: 'attempt-2',
      chargeKey: 'charge-2',
      number: 2,
      offerId,
      firstTier: 1,
      acceptedTiers: [0, 1, 2],
      routes,
      mandateTextId: null,
    };
    const planned = [2_000, 10_000, 1_000].map((amountAtom, tier) => ({ tier, amountAtom, processors: [usable('alpha')] }));
    given(three, ...past)
      .when(press(second))
      .then(
        started({ attemptKey: 'attempt-2', number: 2, kind: 'card', offerId, acceptedTiers: [1], mandateTextId: null, plan: planned }),
        chargeRequested({ attemptKey: 'attempt-2', chargeKey: 'charge-2', tier: 1, amountAtom: 10_000 }),
      );
  });
});
