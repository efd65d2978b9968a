import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { SubscriptionCreated, SubscriptionEvent } from '../core/subscription.events';
import { subscription } from './subscription.decider';

const given = scenariosFor(subscription);
const DAY = 86_400_000;
const terms: SubscriptionCreated = {
  sessionKey: 's', customerKey: 'ada', currency: 'usd', items: [], interval: 'week', intervalCount: 1, startedAt: 0, trialEndsAt: null,
  currentPeriodEndsAt: 7 * DAY, paymentMethodKey: null, processorKey: null, collectionMethod: 'charge_automatically', discount: null, customFields: {},
}; // prettier-ignore
const created: SubscriptionEvent = { type: 'SubscriptionCreated', data: terms };
const cancelled = (at: number): SubscriptionEvent => ({ type: 'SubscriptionCancelled', data: { at } });
const ending = (endsAt: number | null): SubscriptionEvent => ({
  type: 'SubscriptionCancellationSet',
  data: { atPeriodEnd: endsAt !== null, endsAt },
});
const cancel = (now: number) => ({ type: 'CancelSubscription', now }) as const;
const atPeriodEnd = (now: number, value = true) => ({ type: 'SetCancellationAtPeriodEnd', now, atPeriodEnd: value }) as const;

describe('a subscription', () => {
  it('is created once', () => given(created).when({ type: 'CreateSubscription', terms }).nothing());
  it('ends now', () => given(created).when(cancel(DAY)).then(cancelled(DAY)));
  it('ends once', () =>
    given(created, cancelled(DAY))
      .when(cancel(2 * DAY))
      .nothing());
  it('ends with the period in which it is asked for', () =>
    given(created)
      .when(atPeriodEnd(10 * DAY))
      .then(ending(14 * DAY)));
  it('goes on when that is taken back in time', () =>
    given(created, ending(14 * DAY))
      .when(atPeriodEnd(13 * DAY, false))
      .then(ending(null)));
  it('is told so once, and stays with the end that it was told', () =>
    given(created, ending(7 * DAY))
      .when(atPeriodEnd(6 * DAY))
      .nothing());
  it('may end before the period that it was to end with', () =>
    given(created, ending(14 * DAY))
      .when(cancel(13 * DAY))
      .then(cancelled(13 * DAY)));
  it('is over with that period', () => {
    given(created, ending(14 * DAY))
      .when(atPeriodEnd(14 * DAY, false))
      .rejected({ code: 'subscription-cancelled' });
    given(created, ending(14 * DAY))
      .when(cancel(14 * DAY))
      .nothing();
  });
  it('is not changed once it is cancelled', () =>
    given(created, cancelled(DAY))
      .when(atPeriodEnd(2 * DAY))
      .rejected({ code: 'subscription-cancelled' }));
  it('must be there', () => given().when(cancel(0)).rejected({ code: 'subscription-not-found' }));
});
