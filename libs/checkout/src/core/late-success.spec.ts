// Money that comes when nobody waits for it any more: it completes the session after all, or goes back in the same append.
import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { checkoutSession } from '../commands/checkout-session.decider';
import { attemptStarted, chargeRequested, END, item, NOW, offerOf, paid, sessionCreated, spring } from '../testing/session-fixtures';
import { amountsOf } from './amounts';
import type { RecordOutcome, ResolveCharge } from './charge.commands';
import type { CheckoutSessionEvent } from './checkout-session.events';
import type { RefundReason } from './refund.events';

const given = scenariosFor(checkoutSession);
const LATE = NOW + 500_000;
const created = sessionCreated();
const notCharged: readonly CheckoutSessionEvent[] = [
  {
    type: 'ChargeResolved',
    data: {
      attemptKey: 'attempt-1',
      chargeKey: 'charge-1',
      result: 'not_charged',
      by: 'closing',
      reference: null,
      code: null,
      savedCard: null,
      at: NOW + 1,
    },
  },
  { type: 'AttemptFailed', data: { attemptKey: 'attempt-1', reason: 'not-charged', code: null, messageId: 'not-charged', at: NOW + 1 } },
];
const over = [created, attemptStarted({ offerId: offerOf(created) }), chargeRequested(), ...notCharged] as const;
const expired = (reason: 'time' | 'superseded' | 'by_request'): CheckoutSessionEvent => ({
  type: 'SessionExpired',
  data: { reason, at: END },
});

const approved = (changes: Partial<ResolveCharge> = {}): ResolveCharge => ({
  type: 'ResolveCharge', now: LATE, chargeKey: 'charge-1', result: 'approved', by: 'notice', reference: 'ref-1', code: null, advice: null, savedCard: null, subscriptionKeys: [],
  nextChargeKey: 'charge-2', hasMeans: true,
  latePayment: 'complete', holdsSlot: true, isBuyerErased: false, lateRefundKey: 'late-1', ...changes,
}); // prettier-ignore
const resolved: CheckoutSessionEvent = {
  type: 'ChargeResolved',
  data: {
    attemptKey: 'attempt-1',
    chargeKey: 'charge-1',
    result: 'approved',
    by: 'notice',
    reference: 'ref-1',
    code: null,
    savedCard: null,
    at: LATE,
  },
};
const paidLate: CheckoutSessionEvent = {
  type: 'SessionCompleted',
  data: {
    how: 'paid_late', tier: 0, attemptKey: 'attempt-1', chargeKey: 'charge-1', customerKey: 'ada', subscriptionKeys: [],
    amounts: created.data.amounts, at: LATE,
  },
}; // prettier-ignore
const givenBack = (reason: RefundReason, chargeKey = 'charge-1'): CheckoutSessionEvent => ({
  type: 'RefundRequested',
  data: {
    refundKey: 'late-1', chargeKey, processorKey: 'alpha', amountAtom: 2_000, currency: 'usd', reason, metadata: {}, isOutOfBand: false,
    requestedAt: LATE,
  },
}); // prettier-ignore

describe('a late success', () => {
  it('completes a session that is still open', () =>
    given(...over)
      .when(approved())
      .then(resolved, paidLate));

  it('completes an expired one where the account wants that', () =>
    given(...over, expired('time'))
      .when(approved())
      .then(resolved, paidLate));

  it('goes back where the account does not', () =>
    given(...over, expired('time'))
      .when(approved({ latePayment: 'refund' }))
      .then(resolved, givenBack('expired_uncaptured_charge')));

  it('goes back when its promotion has no slot left for it, also where nobody asked because its attempt ended only now', () => {
    const promoted = sessionCreated(undefined, { promotion: spring() });
    const promotion = { couponKey: 'coupon', promotionCodeKey: 'spring', reserves: true };
    const history = [promoted, attemptStarted({ offerId: offerOf(promoted), promotion }), chargeRequested(), ...notCharged] as const;
    given(...history)
      .when(approved({ holdsSlot: false }))
      .then(resolved, givenBack('expired_uncaptured_charge'));
    given(...history)
      .when(approved({ holdsSlot: true }))
      .then(resolved, { ...paidLate, data: { ...paidLate.data, amounts: promoted.data.amounts } });
  });

  it('needs no slot where nothing has a limit', () =>
    given(...over)
      .when(approved({ holdsSlot: false }))
      .then(resolved, paidLate));

  it('completes an open one whatever the account wants of expired ones', () =>
    given(...over)
      .when(approved({ latePayment: 'refund' }))
      .then(resolved, paidLate));

  it('goes back when another session took the place of this one', () =>
    given(...over, expired('superseded'))
      .when(approved())
      .then(resolved, givenBack('expired_uncaptured_charge')));

  it('goes back when the session was paid otherwise', () => {
    const [, ...payment] = paid();
    const second = JSON.parse(
      JSON.stringify(payment).replaceAll('attempt-1', 'attempt-2').replaceAll('charge-1', 'charge-2'),
    ) as typeof payment;
    given(...over, ...second)
      .when(approved())
      .then(resolved, givenBack('duplicate'));
  });

  it('goes back while the buyer is paying again', () =>
    given(
      ...over,
      attemptStarted({ attemptKey: 'attempt-2', number: 2 }),
      chargeRequested({ attemptKey: 'attempt-2', chargeKey: 'charge-2', processorKey: 'beta' }),
    )
      .when(approved())
      .then(resolved, givenBack('duplicate')));

  it('goes back when something else is sold by now', () => {
    const cap = item('cap');
    const tiers = [{ lineItems: [item('mug'), cap], routeKey: null }];
    given(...over, { type: 'LineItemAdded', data: { lineItem: cap, amounts: amountsOf(tiers, null) } })
      .when(approved())
      .then(resolved, givenBack('expired_uncaptured_charge'));
  });

  it('is not forgotten when the frozen process itself brings it', () => {
    const record: RecordOutcome = {
      type: 'RecordOutcome', now: LATE, chargeKey: 'charge-1', after: 'request', hasMeans: true, latencyMs: 9, nextChargeKey: 'charge-2', subscriptionKeys: [],
      outcome: { kind: 'approved', reference: 'ref-1', networkTransactionId: null, threeDs: null, token: null },
      latePayment: 'refund', holdsSlot: true, isBuyerErased: false, lateRefundKey: 'late-1',
    }; // prettier-ignore
    const attempted: CheckoutSessionEvent = {
      type: 'TierAttempted',
      data: {
        attemptKey: 'attempt-1', chargeKey: 'charge-1', outcome: 'approved', category: null, code: null, reference: 'ref-1',
        networkTransactionId: null, savedCard: null, threeDs: null, latencyMs: 9, at: LATE,
      },
    }; // prettier-ignore
    given(...over, expired('by_request'))
      .when(record)
      .then(attempted, givenBack('expired_uncaptured_charge'));
  });

  it('is news only once', () =>
    given(...over, resolved, paidLate)
      .when(approved({ by: 'hand' }))
      .nothing());

  it('of a challenge that nobody was shown completes the session too; a closed one is written down as voided', () => {
    const [first, attempt, charge] = over;
    const putAside: readonly CheckoutSessionEvent[] = [
      {
        type: 'TierAttempted',
        data: {
          attemptKey: 'attempt-1', chargeKey: 'charge-1', outcome: 'requires_action', category: 'requires_action', code: null, reference: 'ref-1',
          networkTransactionId: null, savedCard: null, threeDs: null, latencyMs: 5, at: NOW + 5,
        },
      },
      { type: 'AttemptFailed', data: { attemptKey: 'attempt-1', reason: 'authentication-failed', code: null, messageId: 'authentication-failed', at: NOW + 5 } },
    ]; // prettier-ignore
    given(first, attempt, charge, ...putAside)
      .when(approved())
      .then(resolved, paidLate);
    given(first, attempt, charge, ...putAside)
      .when(approved({ result: 'not_charged', by: 'closing', reference: null }))
      .then({ ...resolved, data: { ...resolved.data, result: 'voided', by: 'closing', reference: null } });
  });
});
