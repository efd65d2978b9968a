import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { StartAttempt } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import {
  ada,
  attemptStarted,
  chargeRequested,
  END,
  item,
  monthly,
  NOW,
  offerOf,
  sessionCreated,
  terms,
} from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const created = sessionCreated();
const anybody = { enabled: true, currencies: [], minimumAtom: 0 };
const steps = [
  { processorKey: 'alpha', disposition: 'charge_and_setup' as const },
  { processorKey: 'beta', disposition: 'charge_and_setup' as const },
];
const card = { brand: 'visa', lastFour: '4242', expMonth: 1, expYear: 2040, funding: null, country: null, fingerprint: 'f' };
const press = (changes: Partial<StartAttempt> = {}): StartAttempt => ({
  type: 'StartAttempt', now: NOW, attemptKey: 'attempt-1', number: 1, card, paymentMethod: null, saveCard: false, customer: null, offerId: offerOf(created), firstTier: 0, acceptedTiers: [0],
  mandateTextId: null, locale: 'en', routes: [{ tier: 0, steps }], processors: { alpha: anybody, beta: anybody }, promotion: null, chargeKey: 'charge-1', subscriptionKeys: [],
  ...changes,
}); // prettier-ignore
const started = (
  plan: readonly {
    processorKey: string;
    skipped: null | 'disabled' | 'currency' | 'below-minimum' | 'setup-only' | 'card-not-saved-here';
  }[],
) => attemptStarted({ offerId: offerOf(created), locale: 'en', plan: [{ tier: 0, amountAtom: 2_000, processors: plan }] });
const bothUsable = [
  { processorKey: 'alpha', skipped: null },
  { processorKey: 'beta', skipped: null },
];

describe('start an attempt', () => {
  it('fixes the plan and asks for the first charge in one append', () =>
    given(created).when(press()).then(started(bothUsable), chargeRequested()));

  it('is the running attempt when the button is pressed twice', () =>
    given(created, started(bothUsable), chargeRequested()).when(press()).nothing());

  it('refuses a second tab while an attempt is in flight', () =>
    given(created, started(bothUsable), chargeRequested())
      .when(press({ attemptKey: 'attempt-2', number: 2 }))
      .rejected({ code: 'payment-in-progress' }));

  it('refuses a number that its merchant’s own attempt has: the page has not seen that one', () => {
    const tried = attemptStarted({ attemptKey: 'manual', number: 1, kind: 'manual', card: null, plan: [] });
    const lost = { attemptKey: 'manual', reason: 'promotion-gone', code: null, messageId: 'promotion-gone', at: NOW } as const;
    given(created, tried, { type: 'AttemptFailed', data: lost }).when(press()).rejected({ code: 'payment-in-progress' });
  });

  it.each([
    ['disabled', { ...anybody, enabled: false }],
    ['currency', { ...anybody, currencies: ['eur'] }],
    ['below-minimum', { ...anybody, minimumAtom: 2_001 }],
  ] as const)('skips a processor that is %s, and records it', (skipped, alpha) =>
    given(created)
      .when(press({ processors: { alpha, beta: anybody } }))
      .then(
        started([
          { processorKey: 'alpha', skipped },
          { processorKey: 'beta', skipped: null },
        ]),
        chargeRequested({ processorKey: 'beta' }),
      ),
  );

  it('asks no processor that only saves cards', () =>
    given(created)
      .when(press({ routes: [{ tier: 0, steps: [{ processorKey: 'alpha', disposition: 'setup_only' }] }] }))
      .rejected({ code: 'no-processor-available' }));

  it('refuses an offer that has changed meanwhile', () =>
    given(created)
      .when(press({ offerId: 'off_old' }))
      .rejected({ code: 'amount-changed' }));
  it('refuses a press that does not accept tier 0', () =>
    given(created)
      .when(press({ acceptedTiers: [1] }))
      .rejected({ code: 'first-tier-not-accepted' }));
  it('refuses at the promised end', () =>
    given(created)
      .when(press({ now: END }))
      .rejected({ code: 'session-expired' }));
  it('refuses without line items', () => given(sessionCreated([])).when(press()).rejected({ code: 'no-line-items' }));
  it('refuses without a customer', () => {
    const anonymous = sessionCreated([item('mug')], { customer: null });
    given(anonymous).when(press()).rejected({ code: 'customer-required' });
  });

  it('attaches the buyer to a session that names no customer', () => {
    const anonymous = sessionCreated([item('mug')], { customer: null });
    given(anonymous)
      .when(press({ customer: ada }))
      .then({ type: 'CustomerAttached', data: { customer: ada } }, started(bothUsable), chargeRequested());
  });

  it('completes at once when nothing is due and nothing recurs', () => {
    const gift = sessionCreated([item('gift', { terms: terms({ unitAmountAtom: 0 }) })]);
    const completed: CheckoutSessionEvent = {
      type: 'SessionCompleted',
      data: {
        how: 'no_payment_required', tier: 0, attemptKey: 'attempt-1', chargeKey: null, customerKey: 'ada', subscriptionKeys: [],
        amounts: gift.data.amounts, at: NOW,
      },
    }; // prettier-ignore
    given(gift)
      .when(press({ offerId: offerOf(gift), card: null }))
      .then(attemptStarted({ offerId: offerOf(gift), locale: 'en', plan: [], kind: 'free', card: null }), completed);
  });

  it('refuses a tier without a price, rather than charging nothing', () => {
    const cascade = [
      { lineItems: [item('mug')], routeKey: null },
      { lineItems: [item('gift', { terms: terms({ unitAmountAtom: 0 }) })], routeKey: null },
    ];
    const offered = sessionCreated([], { tiers: cascade });
    const routes = [0, 1].map((tier) => ({ tier, steps }));
    const decided = checkoutSession.decide(
      press({ offerId: offerOf(offered), routes, acceptedTiers: [0, 1] }),
      checkoutSession.evolve(checkoutSession.initial, offered),
    );
    expect(decided).toMatchObject({
      accepted: [{ data: { plan: [{}, { processors: [{ skipped: 'below-minimum' }, { skipped: 'below-minimum' }] }] } }, {}],
    });
  });

  describe('with fallback tiers of 15, 30 and 10', () => {
    const mug = (unitAmountAtom: number) => ({ lineItems: [item('mug', { terms: terms({ unitAmountAtom }) })], routeKey: null });
    const offered = sessionCreated([], { tiers: [mug(2_000), mug(1_500), mug(3_000), mug(1_000)] });
    const routes = [0, 1, 2, 3].map((tier) => ({ tier, steps }));
    const before = attemptStarted({ attemptKey: 'before', number: 9, offerId: offerOf(offered) });
    const declined = { attemptKey: 'before', reason: 'declined', code: 'do_not_honor', messageId: 'card-declined', at: NOW } as const;
    const offering = (offeredTier: number): readonly CheckoutSessionEvent[] => [
      before,
      { type: 'AttemptFailed', data: { ...declined, offeredTier } },
    ];
    const pressed = (firstTier: number, acceptedTiers: readonly number[], past: readonly CheckoutSessionEvent[] = []) =>
      checkoutSession.decide(
        press({ offerId: offerOf(offered), routes, firstTier, acceptedTiers }),
        [offered, ...past].reduce(checkoutSession.evolve, checkoutSession.initial),
      );
    const asked = (tier: number, acceptedTiers: readonly number[]) => ({
      accepted: [
        { type: 'AttemptStarted', data: { acceptedTiers } },
        { type: 'ChargeRequested', data: { tier } },
      ],
    });

    it('never goes on to a dearer one, whatever the press says that it accepts', () =>
      expect(pressed(0, [0, 1, 2, 3])).toMatchObject(asked(0, [0, 1, 3])));
    it('begins with the dearer one when its terms stood on the button', () =>
      expect(pressed(2, [0, 2, 3], offering(2))).toMatchObject(asked(2, [2, 3])));
    it('refuses a press whose own tier is not accepted', () =>
      expect(pressed(2, [0, 3], offering(2))).toEqual({ rejected: [{ code: 'first-tier-not-accepted' }] }));
    it('lets nobody begin with a tier that was not offered to him: the cheapest one would be everybody’s choice', () => {
      const changed: CheckoutSessionEvent = { type: 'AttemptStarted', data: { ...before.data, offerId: 'off_old' } };
      const [, failed] = offering(3);
      const later = [...offering(3), attemptStarted({ attemptKey: 'later', number: 10, offerId: offerOf(offered) })];
      const ended: CheckoutSessionEvent = { type: 'AttemptFailed', data: { ...declined, attemptKey: 'later' } };
      const pasts = [[], offering(2), [changed, failed].filter((one) => one !== undefined), [...later, ended]];
      for (const past of pasts) expect(pressed(3, [0, 3], past)).toEqual({ rejected: [{ code: 'amount-changed' }] });
    });
  });

  it('never charges an amount that was not on the button', () => {
    const dearer = sessionCreated([item('club', { terms: monthly() })]);
    given(dearer).when(press()).rejected({ code: 'amount-changed' });
  });
});
