// Which subscriptions a customer was given: a stream of its own, so that what he has subscribed to can be decided upon without any list of
// the views.
import { accept, alreadySo, type Decider } from '@tillstream/event-sourcing';

export interface CustomerSubscriptionsState {
  readonly keys: readonly string[];
}

export type CustomerSubscriptionsEvent = { readonly type: 'SubscriptionListed'; readonly data: { readonly subscriptionKey: string } };
export interface ListSubscription {
  readonly type: 'ListSubscription';
  readonly subscriptionKey: string;
}

/** Keyed by the customer. One that is listed and was never created (a crash in between) is passed over until it is. */
export const customerSubscriptions: Decider<CustomerSubscriptionsState, ListSubscription, CustomerSubscriptionsEvent, never> = {
  category: 'customerSubscriptions',
  initial: { keys: [] },
  decide: ({ subscriptionKey }, { keys }) =>
    keys.includes(subscriptionKey) ? alreadySo : accept({ type: 'SubscriptionListed', data: { subscriptionKey } }),
  evolve: ({ keys }, { data }) => ({ keys: [...keys, data.subscriptionKey] }),
};
