import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { amountsOf } from '../../core/amounts';
import type { ApplyPromotion } from '../../core/promotion.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { Promotion } from '../../core/promotion';
import {
  attemptStarted,
  chargeRequested,
  coupon,
  END,
  item,
  monthly,
  NOW,
  sessionCreated,
  spring,
  springFact,
  terms,
} from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const allowed = sessionCreated(undefined, { allowPromotionCodes: true });
const { tiers } = allowed.data;
const anybody = (terms: object = {}) => ({
  routes: [{ tier: 0, steps: [{ processorKey: 'alpha', disposition: 'charge_and_setup' as const }] }],
  processors: { alpha: { enabled: true, currencies: [], minimumAtom: 0, ...terms } },
});
const typed = (changes: Partial<ApplyPromotion> = {}): ApplyPromotion => ({
  type: 'ApplyPromotion', now: NOW, fact: springFact(), accountAllowsCodes: false, plan: anybody(), ...changes,
}); // prettier-ignore
const ofBuyer = (changes: Partial<Promotion> = {}): Promotion => spring({ appliedBy: 'buyer', ...changes });
const applied = (promotion: Promotion): CheckoutSessionEvent => ({
  type: 'PromotionApplied',
  data: { promotion, amounts: amountsOf(tiers, promotion) },
});

describe('a buyer types a code', () => {
  it('and gets what it takes off', () => given(allowed).when(typed()).then(applied(ofBuyer())));
  it('which would leave less than anybody charges', () => {
    const fault = { code: 'no-processor-for-amount', loc: ['body', 'code'] } as const;
    given(allowed).when(typed({ plan: anybody({ minimumAtom: 1_801 }) })).rejected(fault); // prettier-ignore
    given(allowed).when(typed({ plan: anybody({ minimumAtom: 1_800 }) })).then(applied(ofBuyer())); // prettier-ignore
  });
  it('which leaves nothing to be charged, whoever could', () => {
    const all = { percentOff: 100 };
    given(allowed).when(typed({ fact: springFact(all), plan: { routes: [], processors: {} } })).then(applied(ofBuyer({ terms: coupon(all) }))); // prettier-ignore
  });
  it('again, which changes nothing', () => given(allowed, applied(ofBuyer())).when(typed()).nothing());
  it('in place of the one that he typed before', () =>
    given(allowed, applied(ofBuyer({ code: 'OTHER', promotionCodeKey: 'other' })))
      .when(typed())
      .then(applied(ofBuyer())));
  it('where the account allows it and the session says nothing', () =>
    given(sessionCreated())
      .when(typed({ accountAllowsCodes: true }))
      .then(applied(ofBuyer())));
  it.each([
    ['nobody', sessionCreated(), false],
    ['the account, but not the session', sessionCreated(undefined, { allowPromotionCodes: false }), true],
    ['the account, where a card is only saved', sessionCreated([], { mode: 'setup' }), true],
  ])('which %s allows', (_, session, accountAllowsCodes) =>
    given(session).when(typed({ accountAllowsCodes })).rejected({ code: 'promotion-codes-not-allowed' }),
  ); // prettier-ignore
  it('which never replaces what the merchant set', () =>
    given(sessionCreated(undefined, { allowPromotionCodes: true, promotion: spring({ code: null, promotionCodeKey: null }) }))
      .when(typed())
      .rejected({ code: 'promotion-already-applied' }));
  it.each([
    ['promotion-not-found', springFact({}, null)],
    ['promotion-expired', springFact({ validUntil: NOW })],
    ['promotion-exhausted', springFact({ maxRedemptions: 1, tally: { open: 1, confirmed: 0 } })],
    ['promotion-not-applicable', springFact({ productKeys: ['other'] })],
    ['promotion-minimum-not-reached', springFact({}, { restrictions: { firstTimeTransaction: false, minimumAmountAtom: 2_001, minimumAmountCurrency: 'usd' } })],
  ] as const)('that does not apply: %s', (code, fact) =>
    given(allowed)
      .when(typed({ fact }))
      .rejected({ code, loc: ['body', 'code'] }),
  ); // prettier-ignore
  it('that would join two subscriptions to one that is too large', () => {
    const terms60 = { unitAmountAtom: 60_000_000 };
    const session = sessionCreated(
      [item('a', { terms: monthly(terms60) }), item('b', { terms: monthly({ ...terms60, trialDays: 14, productKey: 'b' }) })],
      {
        allowPromotionCodes: true,
      },
    );
    const fact = springFact({
      ...coupon({ discountType: 'trial_extension', percentOff: null, trialDaysOff: 14 }),
      productKeys: [terms().productKey],
    });
    given(session)
      .when(typed({ fact }))
      .rejected({ code: 'amount-too-large', loc: ['body', 'code'] });
  });
  it.each([
    ['payment-in-progress', [allowed, attemptStarted(), chargeRequested()], NOW],
    ['session-expired', [allowed], END],
  ] as const)('too late: %s', (code, history, now) =>
    given(...history)
      .when(typed({ now }))
      .rejected({ code }),
  );
});

describe('a buyer takes his code away', () => {
  const removed: CheckoutSessionEvent = { type: 'PromotionRemoved', data: { by: 'buyer', refusal: null, amounts: allowed.data.amounts } };
  const remove = { type: 'RemovePromotion', now: NOW } as const;
  it('and the full amount is due', () => given(allowed, applied(ofBuyer())).when(remove).then(removed));
  it('which is not there', () => given(allowed).when(remove).nothing());
  it('unless the merchant set it', () =>
    given(sessionCreated(undefined, { promotion: spring() }))
      .when(remove)
      .rejected({ code: 'promotion-not-removable' }));
  it('too late', () => given(allowed, attemptStarted()).when(remove).rejected({ code: 'payment-in-progress' }));
});
