import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { NoteInquiry } from '../../core/charge.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { ChargeInquired } from '../../core/inquiry.events';
import { attemptStarted, chargeRequested, END, NOW, sessionCreated } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const LATENESS = 100_000;
const inQuestion = [sessionCreated(), attemptStarted(), chargeRequested()] as const;
const note = (now: number, found: ChargeInquired['found'] = 'never-seen'): NoteInquiry => ({
  type: 'NoteInquiry', now, chargeKey: 'charge-1', found, maxLatenessMs: LATENESS, nextChargeKey: 'charge-2', hasMeans: true, subscriptionKeys: [],
  latePayment: 'complete', holdsSlot: false, isBuyerErased: false, lateRefundKey: 'late-1',
}); // prettier-ignore
const inquired = (at: number, found: ChargeInquired['found'] = 'never-seen'): CheckoutSessionEvent => ({
  type: 'ChargeInquired',
  data: { attemptKey: 'attempt-1', chargeKey: 'charge-1', found, at },
});
const FIRST = NOW + 40_000;
const notCharged = (at: number): CheckoutSessionEvent => ({
  type: 'ChargeResolved',
  data: { attemptKey: 'attempt-1', chargeKey: 'charge-1', result: 'not_charged', by: 'inquiry', reference: null, code: null, savedCard: null, at },
}); // prettier-ignore
const failed = (at: number): CheckoutSessionEvent => ({
  type: 'AttemptFailed',
  data: { attemptKey: 'attempt-1', reason: 'not-charged', code: null, messageId: 'not-charged', at },
});

describe('an inquiry that found nothing final', () => {
  it('is written down the first and the second time', () => {
    given(...inQuestion)
      .when(note(FIRST))
      .then(inquired(FIRST));
    given(...inQuestion, inquired(FIRST))
      .when(note(FIRST + 1))
      .then(inquired(FIRST + 1));
  });

  it('makes nothing of a third within the lateness of its processor, and fills no stream', () =>
    given(...inQuestion, inquired(FIRST), inquired(FIRST + 1))
      .when(note(FIRST + LATENESS))
      .nothing());

  it('is "not charged" with the third after more than that', () => {
    const at = FIRST + LATENESS + 1;
    given(...inQuestion, inquired(FIRST), inquired(FIRST + 1))
      .when(note(at))
      .then(notCharged(at), failed(at));
  });

  it('is never that by time alone: two misses are not enough', () =>
    given(...inQuestion, inquired(FIRST))
      .when(note(FIRST + 10 * LATENESS))
      .then(inquired(FIRST + 10 * LATENESS)));

  it('begins anew once its processor knows the charge after all', () => {
    const seen = [inquired(FIRST), inquired(FIRST + 1), inquired(FIRST + 2, 'open')] as const;
    given(...inQuestion, inquired(FIRST), inquired(FIRST + 1))
      .when(note(FIRST + 2, 'open'))
      .then(inquired(FIRST + 2, 'open'));
    given(...inQuestion, ...seen)
      .when(note(END))
      .then(inquired(END));
  });

  it('leaves one that is open as it is: nobody knows', () =>
    given(...inQuestion)
      .when(note(FIRST, 'open'))
      .nothing());

  it('changes nothing when it was settled before', () =>
    given(...inQuestion, notCharged(FIRST), failed(FIRST))
      .when(note(FIRST + 1))
      .nothing());
});
