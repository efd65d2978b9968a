import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import { attemptStarted, chargeRequested, END, NOW, sessionCreated } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const created = sessionCreated();
const paying = [attemptStarted(), chargeRequested()] as const;
const declined: CheckoutSessionEvent = {
  type: 'AttemptFailed',
  data: { attemptKey: 'attempt-1', reason: 'declined', code: 'do_not_honor', messageId: 'card-declined', at: NOW },
};
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
    at: NOW,
  },
};
const atEnd = { type: 'ExpireSession', reason: 'time', now: END } as const;
const byMerchant = { type: 'ExpireSession', reason: 'by_request', now: NOW } as const;
const expired = (reason: 'time' | 'by_request', at: number): CheckoutSessionEvent => ({ type: 'SessionExpired', data: { reason, at } });

describe('expire session', () => {
  it('ends at the promised instant', () => given(created).when(atEnd).then(expired('time', END)));
  it('never ends a millisecond early', () =>
    given(created)
      .when({ ...atEnd, now: END - 1 })
      .rejected({ code: 'not-due-yet', dueAt: END }));
  it('waits for an attempt in flight', () =>
    given(created, ...paying)
      .when(atEnd)
      .rejected({ code: 'payment-in-progress' }));
  it('ends once the attempt has failed', () =>
    given(created, ...paying, declined)
      .when(atEnd)
      .then(expired('time', END)));
  it('leaves a paid session alone', () =>
    given(created, ...paying, completed)
      .when(atEnd)
      .nothing());
  it('ends early when the merchant asks', () => given(created).when(byMerchant).then(expired('by_request', NOW)));
  it('closes after the attempt in flight when the merchant asks', () =>
    given(created, ...paying)
      .when(byMerchant)
      .then({ type: 'ExpiryRequested', data: { at: NOW } }));
  it('is superseded, but neither while somebody pays nor once it is paid', () => {
    const superseding = { type: 'ExpireSession', reason: 'superseded', now: NOW } as const;
    given(created)
      .when(superseding)
      .then({ type: 'SessionExpired', data: { reason: 'superseded', at: NOW } });
    given(created, ...paying)
      .when(superseding)
      .rejected({ code: 'payment-in-progress' });
    given(created, ...paying, completed)
      .when(superseding)
      .rejected({ code: 'session-completed' });
  });
  it('tells the merchant that it was paid', () =>
    given(created, ...paying, completed)
      .when(byMerchant)
      .rejected({ code: 'session-completed' }));
  it('is already so the second time', () => given(created, expired('time', END)).when(atEnd).nothing());
  it('knows no session that was never created', () => given().when(atEnd).rejected({ code: 'session-not-found' }));
});
