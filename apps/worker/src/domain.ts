// The product as this process needs it: which modules handle what effects and timers send, and what rings for whom.
import { CheckoutModule, type CreateSubscriptionEffect, SecureTokens, SessionTimer } from '@tillstream/checkout';
import type { CommandContext, Effect, Keyring } from '@tillstream/event-sourcing';
import { announcedCategories, domainMessages, domainProcesses, domainViews } from '@tillstream/runtime';
import { CreateSubscriptionCommand, SubscriptionsModule } from '@tillstream/subscriptions';
import type { WorkerDomain } from './worker-domain';

/** @param publicUrl where buyers reach this installation: it stands in the links that webhooks tell. */
export function workerDomain(keyring: Keyring, publicUrl: string): WorkerDomain {
  return {
    views: domainViews(),
    modules: [CheckoutModule.at(publicUrl), SubscriptionsModule],
    processes: domainProcesses,
    effects: {
      CreateSubscription: (effect: Effect, context: CommandContext) => {
        const { key, ...terms } = (effect as CreateSubscriptionEffect).data;
        return new CreateSubscriptionCommand(context, key, terms);
      },
    },
    messages: domainMessages(new SecureTokens(keyring, publicUrl)),
    announced: announcedCategories,
    timers: (app) => {
      const sessions = app.get(SessionTimer);
      return { checkoutSession: (timer) => sessions.ring(timer) };
    },
  };
}
