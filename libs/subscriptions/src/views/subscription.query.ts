// Reads of subscriptions by id, as a list, and of one customer.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type ListQuery, type ListOf, type Resource, ResourceReads } from '@tillstream/event-sourcing';
import { subscription } from '../commands/subscription.decider';
import type { SubscriptionState } from '../core/subscription.state';

export class GetSubscriptionQuery extends Query<Resource<SubscriptionState> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetSubscriptionQuery)
export class GetSubscriptionHandler implements IQueryHandler<GetSubscriptionQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute(query: GetSubscriptionQuery) {
    return this.reads.byKey(subscription, query);
  }
}

export class ListSubscriptionsQuery extends Query<ListOf<SubscriptionState>> {
  constructor(
    readonly accountId: string,
    readonly plan: Omit<ListQuery, 'accountId' | 'category'>,
  ) {
    super();
  }
}

@QueryHandler(ListSubscriptionsQuery)
export class ListSubscriptionsHandler implements IQueryHandler<ListSubscriptionsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, plan }: ListSubscriptionsQuery) {
    return this.reads.list(subscription, { accountId, category: subscription.category, ...plan });
  }
}
