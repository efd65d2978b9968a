// What can be asked of a subscription, and why not.
import type { Instant } from '@tillstream/event-sourcing';
import type { SubscriptionCreated } from './subscription.events';

export type SubscriptionCommand =
  | { readonly type: 'CreateSubscription'; readonly terms: SubscriptionCreated }
  | { readonly type: 'CancelSubscription'; readonly now: Instant }
  | { readonly type: 'SetCancellationAtPeriodEnd'; readonly now: Instant; readonly atPeriodEnd: boolean };

export type SubscriptionRejection = { readonly code: 'subscription-not-found' } | { readonly code: 'subscription-cancelled' };
