// The subscriptions lib's one door.
import type { View } from '@tillstream/event-sourcing';
import { subscriptionView } from './views/subscription.view';

export * from './commands/cancel-subscription/cancel-subscription.handler';
export * from './commands/create-subscription/create-subscription.handler';
export * from './index.core';
export * from './subscriptions.module';
export * from './views/subscription.query';
export * from './views/subscription.render';
export { subscriptionsOfCustomer } from './views/subscription.view';
export * from './webhooks/subscription.webhook';

export const subscriptionsViews: readonly View[] = [subscriptionView];
