// Subscriptions: `all`, and one index per customer, by creation.
import { customFieldCounters } from '@tillstream/catalog/core';
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import { subscription } from '../commands/subscription.decider';
import type { SubscriptionEvent } from '../core/subscription.events';
import type { SubscriptionState } from '../core/subscription.state';

export const subscriptionsOfCustomer = (customerKey: string): string => `customer:${customerKey}`;

export const subscriptionView: View<SubscriptionState, SubscriptionEvent> = {
  type: subscription,
  contributions: ({ state, createdAt }) =>
    state.status === 'absent'
      ? contributesNothing
      : {
          indexes: { all: createdAt, [subscriptionsOfCustomer(state.customerKey)]: createdAt },
          counters: customFieldCounters(state.customFields),
          due: null,
        },
};
