import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { ResolveCharge } from '../../core/charge.commands';
import type { ChargeResolved, CheckoutSessionEvent } from '../../core/checkout-session.events';
import { ATTEMPT_BUDGET_MS } from '../../core/next-charge';
import { attemptStarted, chargeRequested, END, NOW, savedCard, sessionCreated } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const created = sessionCreated();
const inQuestion = [created, attemptStarted(), chargeRequested()] as const;
const unknown: CheckoutSessionEvent = {
  type: 'TierAttempted',
  data: {
    attemptKey: 'attempt-1', chargeKey: 'charge-1', outcome: 'unknown', category: null, code: null, reference: 'ref-1', networkTransactionId: null,
    savedCard: null, threeDs: null, latencyMs: 30_000, at: NOW + 30_000,
  },
}; // prettier-ignore
const resolve = (changes: Partial<ResolveCharge>): ResolveCharge => ({
  type: 'ResolveCharge', now: NOW + 40_000, chargeKey: 'charge-1', result: 'approved', by: 'inquiry', reference: 'ref-1', code: null, advice: null, savedCard: null, subscriptionKeys: [],
  nextChargeKey: 'charge-2', hasMeans: true,
  latePayment: 'complete', holdsSlot: true, isBuyerErased: false, lateRefundKey: 'late-1', ...changes,
}); // prettier-ignore
const resolved = (changes: Partial<ChargeResolved> = {}): CheckoutSessionEvent => ({
  type: 'ChargeResolved',
  data: {
    attemptKey: 'attempt-1',
    chargeKey: 'charge-1',
    result: 'approved',
    by: 'inquiry',
    reference: 'ref-1',
    code: null,
    savedCard: null,
    at: NOW + 40_000,
    ...changes,
  },
});
const completed: CheckoutSessionEvent = {
  type: 'SessionCompleted',
  data: {
    how: 'paid',
    tier: 0,
    attemptKey: 'attempt-1',
    chargeKey: 'charge-1',
    customerKey: 'ada',
    subscriptionKeys: [],
    amounts: created.data.amounts,
    at: NOW + 40_000,
  },
};
const notCharged: Extract<CheckoutSessionEvent, { type: 'AttemptFailed' }> = {
  type: 'AttemptFailed',
  data: { attemptKey: 'attempt-1', reason: 'not-charged', code: null, messageId: 'not-charged', at: NOW + 40_000 },
};

describe('resolve a charge', () => {
  it('completes the session when an unknown charge turns out approved', () =>
    given(...inQuestion, unknown)
      .when(resolve({}))
      .then(resolved(), completed));

  it('completes it also when the process died before it could write any outcome', () =>
    given(...inQuestion)
      .when(resolve({}))
      .then(resolved(), completed));

  it('keeps the card that was saved along with it, as the buyer wanted', () =>
    given(created, attemptStarted({ saveCard: true }), chargeRequested())
      .when(resolve({ savedCard: savedCard() }))
      .then(resolved({ savedCard: savedCard() }), completed));

  it('keeps no card that nobody wanted saved, whatever its processor tells', () => {
    given(...inQuestion)
      .when(resolve({ savedCard: savedCard() }))
      .then(resolved(), completed);
    given(created, attemptStarted({ paymentMethodKey: 'method-1' }), chargeRequested())
      .when(resolve({ savedCard: savedCard() }))
      .then(resolved(), completed);
  });

  const closed = { result: 'not_charged', by: 'closing', reference: null } as const;
  const next = chargeRequested({ chargeKey: 'charge-2', processorKey: 'beta', requestedAt: NOW + 40_000 });

  it('goes on to the next processor when closing made it certain that nothing was charged', () =>
    given(...inQuestion, unknown)
      .when(resolve(closed))
      .then(resolved(closed), next));

  it('goes on from a decline by the same table as if it had been answered', () => {
    given(...inQuestion, unknown)
      .when(resolve({ result: 'declined', code: 'do_not_honor' }))
      .then(resolved({ result: 'declined', code: 'do_not_honor' }), next);
    given(...inQuestion, unknown)
      .when(resolve({ result: 'declined', code: 'do_not_honor', advice: 'do_not_try_again' }))
      .then(resolved({ result: 'declined', code: 'do_not_honor' }), {
        type: 'AttemptFailed',
        data: { attemptKey: 'attempt-1', reason: 'declined', code: 'do_not_honor', messageId: 'card-refused-for-good', at: NOW + 40_000 },
      });
  });

  it('asks for the card again where it is lost', () =>
    given(...inQuestion, unknown)
      .when(resolve({ ...closed, hasMeans: false }))
      .then(resolved(closed), {
        type: 'AttemptFailed',
        data: { attemptKey: 'attempt-1', reason: 'card-details-lost', code: null, messageId: 'card-details-lost', at: NOW + 40_000 },
      }));

  it('frees the session when no other processor is left, and when the time of the attempt is over', () => {
    given(...inQuestion, resolved(closed), { ...next, data: { ...next.data, chargeKey: 'charge-2' } })
      .when(resolve({ ...closed, chargeKey: 'charge-2' }))
      .then(resolved({ ...closed, chargeKey: 'charge-2' }), notCharged);
    const at = NOW + ATTEMPT_BUDGET_MS;
    given(...inQuestion, unknown)
      .when(resolve({ ...closed, now: at }))
      .then(resolved({ ...closed, at }), { ...notCharged, data: { ...notCharged.data, at } });
  });

  it('asks nobody else when the merchant wants the session closed', () =>
    given(...inQuestion, unknown, { type: 'ExpiryRequested', data: { at: NOW + 31_000 } })
      .when(resolve(closed))
      .then(resolved(closed), notCharged, { type: 'SessionExpired', data: { reason: 'by_request', at: NOW + 40_000 } }));

  it('ends the session with it when its time is over', () =>
    given(...inQuestion)
      .when(resolve({ result: 'not_charged', by: 'closing', reference: null, now: END }))
      .then(
        resolved({ result: 'not_charged', by: 'closing', reference: null, at: END }),
        { type: 'AttemptFailed', data: { attemptKey: 'attempt-1', reason: 'not-charged', code: null, messageId: 'not-charged', at: END } },
        { type: 'SessionExpired', data: { reason: 'time', at: END } },
      ));

  it('tells the buyer why when it was declined after all', () =>
    given(...inQuestion, unknown)
      .when(resolve({ result: 'declined', code: 'expired_card' }))
      .then(resolved({ result: 'declined', code: 'expired_card' }), {
        type: 'AttemptFailed',
        data: { attemptKey: 'attempt-1', reason: 'wrong-card-data', code: 'expired_card', messageId: 'card-expired', at: NOW + 40_000 },
      }));

  it('changes nothing when it was settled before', () =>
    given(...inQuestion, resolved(), completed)
      .when(resolve({ result: 'not_charged', by: 'closing' }))
      .nothing());
});
