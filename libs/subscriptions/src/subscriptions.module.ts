// What the subscriptions lib offers to a process.
import { Module } from '@nestjs/common';
import { CancelSubscriptionHandler, SetCancellationAtPeriodEndHandler } from './commands/cancel-subscription/cancel-subscription.handler';
import { CreateSubscriptionHandler } from './commands/create-subscription/create-subscription.handler';
import { GetSubscriptionHandler, ListSubscriptionsHandler } from './views/subscription.query';

@Module({
  providers: [
    CancelSubscriptionHandler,
    CreateSubscriptionHandler,
    GetSubscriptionHandler,
    ListSubscriptionsHandler,
    SetCancellationAtPeriodEndHandler,
  ],
})
export class SubscriptionsModule {}
