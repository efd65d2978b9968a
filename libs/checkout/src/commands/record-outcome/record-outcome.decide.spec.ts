import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { ChargeOutcome } from '@tillstream/payments/core';
import type { RecordOutcome } from '../../core/charge.commands';
import type { CheckoutSessionEvent, TierAttempted } from '../../core/checkout-session.events';
import { attemptStarted, chargeRequested, END, item, monthly, NOW, sessionCreated } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const created = sessionCreated();
const asked = [created, attemptStarted(), chargeRequested()] as const;
const approval: ChargeOutcome = { kind: 'approved', reference: 'ref-1', networkTransactionId: 'net-1', threeDs: null, token: null };
const decline = (code: string, advice: string | null = null): ChargeOutcome => ({ kind: 'declined', reference: 'ref-1', code, advice });
const record = (outcome: ChargeOutcome, changes: Partial<RecordOutcome> = {}): RecordOutcome => ({
  type: 'RecordOutcome', now: NOW + 5, chargeKey: 'charge-1', after: 'request', hasMeans: true, outcome, latencyMs: 5, nextChargeKey: 'charge-2', subscriptionKeys: ['sub-1'],
  latePayment: 'complete', holdsSlot: true, isBuyerErased: false, lateRefundKey: 'late-1', ...changes,
}); // prettier-ignore
const attempted = (changes: Partial<TierAttempted>): CheckoutSessionEvent => ({
  type: 'TierAttempted',
  data: {
    attemptKey: 'attempt-1', chargeKey: 'charge-1', outcome: 'declined', category: null, code: null, reference: 'ref-1', networkTransactionId: null,
    savedCard: null, threeDs: null, latencyMs: 5, at: NOW + 5, ...changes,
  },
}); // prettier-ignore
const failed = (changes: object): CheckoutSessionEvent => ({
  type: 'AttemptFailed',
  data: { attemptKey: 'attempt-1', reason: 'declined', code: null, messageId: 'card-declined', at: NOW + 5, ...changes },
});
const completed = (amounts = created.data.amounts, subscriptionKeys: string[] = []): CheckoutSessionEvent => ({
  type: 'SessionCompleted',
  data: {
    how: 'paid',
    tier: 0,
    attemptKey: 'attempt-1',
    chargeKey: 'charge-1',
    customerKey: 'ada',
    subscriptionKeys,
    amounts,
    at: NOW + 5,
  },
});
const approvedHere = attempted({ outcome: 'approved', networkTransactionId: 'net-1' });

describe('record an outcome', () => {
  it('completes the session in the same append as the approval', () =>
    given(...asked)
      .when(record(approval))
      .then(approvedHere, completed()));

  it('keeps what the processor calls the card that it saved', () =>
    given(...asked)
      .when(record({ ...approval, token: 'encrypted', origin: { funding: 'debit', country: 'BR' } }))
      .then(
        attempted({
          outcome: 'approved',
          networkTransactionId: 'net-1',
          savedCard: { token: 'encrypted', networkTransactionId: 'net-1', funding: 'debit', country: 'BR' },
        }),
        completed(),
      ));

  it('names the subscription that is owed', () => {
    const recurring = sessionCreated([item('club', { terms: monthly() })]);
    given(recurring, attemptStarted(), chargeRequested())
      .when(record(approval))
      .then(approvedHere, completed(recurring.data.amounts, ['sub-1']));
  });

  it('asks the next processor after a soft decline, in the same append', () =>
    given(...asked)
      .when(record(decline('do_not_honor')))
      .then(
        attempted({ category: 'soft', code: 'do_not_honor' }),
        chargeRequested({ chargeKey: 'charge-2', processorKey: 'beta', requestedAt: NOW + 5 }),
      ));

  it('fails the attempt when the route is exhausted', () => {
    const second = [
      attempted({ category: 'soft', code: 'do_not_honor' }),
      chargeRequested({ chargeKey: 'charge-2', processorKey: 'beta', requestedAt: NOW + 5 }),
    ];
    given(...asked, ...second)
      .when(record(decline('do_not_honor'), { chargeKey: 'charge-2', nextChargeKey: 'charge-3' }))
      .then(attempted({ chargeKey: 'charge-2', category: 'soft', code: 'do_not_honor' }), failed({ code: 'do_not_honor' }));
  });

  it.each([
    ['stolen_card', 'hard', 'declined', 'card-refused-for-good'],
    ['incorrect_cvc', 'data', 'wrong-card-data', 'security-code-wrong'],
    ['insufficient_funds', 'insufficient', 'declined', 'insufficient-funds'],
  ])('asks nobody else after %s', (...[code, category, reason, messageId]) =>
    given(...asked)
      .when(record(decline(code)))
      .then(attempted({ category, code }), failed({ reason, code, messageId })),
  );

  it('obeys "do not try again" whatever the code says', () =>
    given(...asked)
      .when(record(decline('do_not_honor', 'do_not_try_again')))
      .then(attempted({ category: 'hard', code: 'do_not_honor' }), failed({ code: 'do_not_honor', messageId: 'card-refused-for-good' })));

  it('stops everything when nobody knows', () =>
    given(...asked)
      .when(record({ kind: 'unknown', reference: 'ref-1', message: 'time-out' }))
      .then(attempted({ outcome: 'unknown' })));

  it('goes on where nothing was sent', () =>
    given(...asked)
      .when(record({ kind: 'not_sent', reason: 'connection', message: 'refused' }))
      .then(
        attempted({ outcome: 'not_sent', category: 'not_sent', reference: null }),
        chargeRequested({ chargeKey: 'charge-2', processorKey: 'beta', requestedAt: NOW + 5 }),
      ));

  it('begins no charge after the budget of time', () =>
    given(...asked)
      .when(record(decline('do_not_honor'), { now: NOW + 60_000 }))
      .then(attempted({ category: 'soft', code: 'do_not_honor', at: NOW + 60_000 }), failed({ code: 'do_not_honor', at: NOW + 60_000 })));

  it('ends a session whose time is over together with its attempt', () =>
    given(...asked)
      .when(record(decline('stolen_card'), { now: END }))
      .then(
        attempted({ category: 'hard', code: 'stolen_card', at: END }),
        failed({ code: 'stolen_card', messageId: 'card-refused-for-good', at: END }),
        { type: 'SessionExpired', data: { reason: 'time', at: END } },
      ));

  it('completes a session whose time ended while the charge was on its way', () =>
    given(...asked)
      .when(record(approval, { now: END + 1 }))
      .then(attempted({ outcome: 'approved', networkTransactionId: 'net-1', at: END + 1 }), {
        type: 'SessionCompleted',
        data: {
          how: 'paid',
          tier: 0,
          attemptKey: 'attempt-1',
          chargeKey: 'charge-1',
          customerKey: 'ada',
          subscriptionKeys: [],
          amounts: created.data.amounts,
          at: END + 1,
        },
      }));

  it('stops where the card has no try left, since every processor would ask its scheme', () =>
    given(...asked)
      .when(record({ kind: 'not_sent', reason: 'scheme_limit', message: 'spent' }))
      .then(
        attempted({ outcome: 'not_sent', category: 'scheme_limit', reference: null }),
        failed({ reason: 'scheme-limit', messageId: 'card-tried-too-often' }),
      ));

  it('ends a closing session with its attempt and asks nobody else', () =>
    given(...asked, { type: 'ExpiryRequested', data: { at: NOW + 1 } })
      .when(record(decline('do_not_honor')))
      .then(attempted({ category: 'soft', code: 'do_not_honor' }), failed({ code: 'do_not_honor' }), {
        type: 'SessionExpired',
        data: { reason: 'by_request', at: NOW + 5 },
      }));

  it('changes nothing once recovery has written the outcome', () => {
    const resolved: CheckoutSessionEvent = {
      type: 'ChargeResolved',
      data: {
        attemptKey: 'attempt-1',
        chargeKey: 'charge-1',
        result: 'not_charged',
        by: 'closing',
        reference: null,
        code: null,
        savedCard: null,
        at: NOW + 2,
      },
    };
    given(...asked, resolved)
      .when(record(decline('do_not_honor')))
      .nothing();
  });

  it('knows no charge that was not requested', () =>
    given(created, attemptStarted()).when(record(approval)).rejected({ code: 'charge-not-found' }));
});
