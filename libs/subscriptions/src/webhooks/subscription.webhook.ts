// The news of a subscription: created, updated, and `deleted` when it is cancelled.
import type { MessageSource } from '@tillstream/event-sourcing';
import { subscription } from '../commands/subscription.decider';
import type { SubscriptionEvent } from '../core/subscription.events';
import type { SubscriptionState } from '../core/subscription.state';
import { renderSubscription } from '../views/subscription.render';
import { subscriptionSample, subscriptionSchema } from './subscription-samples';

const TYPE_OF: Readonly<Record<SubscriptionEvent['type'], string>> = {
  SubscriptionCreated: 'customer.subscription.created',
  SubscriptionCancellationSet: 'customer.subscription.updated',
  SubscriptionCancelled: 'customer.subscription.deleted',
};

const documented = { schema: subscriptionSchema, sample: subscriptionSample };

export const subscriptionMessages: MessageSource<SubscriptionState, SubscriptionEvent> = {
  type: subscription,
  letter: 'u',
  resources: { u: { aggregateType: 'subscription', prefix: 'sub', render: (resource, context) => renderSubscription(resource, context) } },
  types: [
    { type: 'customer.subscription.created', description: 'A completed session created a subscription.', ...documented },
    {
      type: 'customer.subscription.updated',
      description: 'A subscription was told to end with its period, or no longer to.',
      ...documented,
    },
    { type: 'customer.subscription.deleted', description: 'A subscription was cancelled.', ...documented },
  ],
  messagesOf: (event) => [{ type: TYPE_OF[event.type], letter: 'u' }],
};
