// What is answered when a subscription says no.
import type { SubscriptionRejection } from '@tillstream/subscriptions';
import type { ProblemsOf } from './problem';

export const subscriptionsProblems: ProblemsOf<SubscriptionRejection> = {
  'subscription-not-found': { status: 404, title: 'No such subscription', sentence: 'No subscription of this account has this id.' },
  'subscription-cancelled': {
    status: 400,
    title: 'The subscription is cancelled',
    sentence: 'A cancelled subscription cannot be changed.',
  },
};
