import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { RequestRefund } from '../../core/refund.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import { MOST_EVENTS_TO_BEGIN } from '../../core/guards';
import type { RefundRequested, RefundResolved } from '../../core/refund.events';
import { attemptStarted, chargeRequested, NOW, paid, sessionCreated } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const LATER = NOW + 90_000;

const refund = (changes: Partial<RequestRefund> = {}): RequestRefund => ({
  type: 'RequestRefund', now: LATER, refundKey: 'refund-1', chargeKey: 'charge-1', amountAtom: null, currency: null, reason: null, metadata: {},
  isOutOfBand: false, ...changes,
}); // prettier-ignore
const requested = (changes: Partial<RefundRequested> = {}): CheckoutSessionEvent => ({
  type: 'RefundRequested',
  data: {
    refundKey: 'refund-1', chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 2_000, currency: 'usd', reason: null, metadata: {},
    isOutOfBand: false, requestedAt: LATER, ...changes,
  },
}); // prettier-ignore
const resolved = (changes: Partial<RefundResolved> = {}): CheckoutSessionEvent => ({
  type: 'RefundResolved',
  data: { refundKey: 'refund-1', result: 'succeeded', by: 'answer', reference: 're-1', code: null, message: null, at: LATER, ...changes },
});
const attempt = ['body', 'payment_attempt_external_id'];

describe('request a refund', () => {
  it('gives back everything when no amount is named', () =>
    given(...paid())
      .when(refund())
      .then(requested()));

  it('gives back what is left when no amount is named', () =>
    given(...paid(), requested({ amountAtom: 700 }))
      .when(refund({ refundKey: 'refund-2' }))
      .then(requested({ refundKey: 'refund-2', amountAtom: 1_300 })));

  it('counts what was only asked for', () =>
    given(...paid(), requested({ amountAtom: 1_500 }))
      .when(refund({ refundKey: 'refund-2', amountAtom: 501 }))
      .rejected({ code: 'refund-exceeds-captured', loc: ['body', 'amount_atom'] }));

  it('gives back to the last atom', () =>
    given(...paid(), requested({ amountAtom: 1_500 }), resolved())
      .when(refund({ refundKey: 'refund-2', amountAtom: 500 }))
      .then(requested({ refundKey: 'refund-2', amountAtom: 500 })));

  it('has the amount of a failed one back', () =>
    given(...paid(), requested(), resolved({ result: 'failed', code: 'refund_failed' }))
      .when(refund({ refundKey: 'refund-2' }))
      .then(requested({ refundKey: 'refund-2' })));

  it('says when nothing is left', () =>
    given(...paid(), requested())
      .when(refund({ refundKey: 'refund-2' }))
      .rejected({ code: 'charge-already-refunded' }));

  it('records what the merchant gave back himself, and asks nobody', () =>
    given(...paid())
      .when(refund({ isOutOfBand: true, amountAtom: 300, metadata: { till: '4' } }))
      .then(
        requested({ isOutOfBand: true, amountAtom: 300, reason: 'manual_out_of_band', metadata: { till: '4' } }),
        resolved({ by: 'out_of_band', reference: null }),
      ));

  it('takes no other currency', () =>
    given(...paid())
      .when(refund({ currency: 'eur' }))
      .rejected({ code: 'refund-currency-differs', loc: ['body', 'currency'] }));

  it('gives back only what was taken', () => {
    given(sessionCreated(), attemptStarted(), chargeRequested()).when(refund()).rejected({ code: 'charge-not-captured', loc: attempt });
    given(...paid())
      .when(refund({ chargeKey: 'charge-9' }))
      .rejected({ code: 'payment-attempt-not-found', loc: attempt });
    given().when(refund()).rejected({ code: 'session-not-found' });
  });

  it('ends before the stream grows too long', () => {
    const many = Array.from({ length: MOST_EVENTS_TO_BEGIN }, (_, index) => requested({ refundKey: `small-${index}`, amountAtom: 1 }));
    given(...paid(), ...many)
      .when(refund({ amountAtom: 1 }))
      .rejected({ code: 'session-full' });
  });
});

describe('resolve a refund', () => {
  const answer = { type: 'ResolveRefund', now: LATER, refundKey: 'refund-1', result: 'succeeded', by: 'answer', reference: 're-1', code: null, message: null } as const; // prettier-ignore

  it('writes down what came of it', () =>
    given(...paid(), requested())
      .when(answer)
      .then(resolved()));

  it('lets the first word stand', () =>
    given(...paid(), requested(), resolved())
      .when({ ...answer, result: 'failed', code: 'refund_failed' })
      .nothing());

  it('knows only what was requested', () => {
    given(...paid())
      .when(answer)
      .rejected({ code: 'refund-not-found' });
    given().when(answer).rejected({ code: 'session-not-found' });
  });
});
