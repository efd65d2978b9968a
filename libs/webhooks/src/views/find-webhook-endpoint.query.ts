// One endpoint of an account.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Resource, ResourceReads } from '@tillstream/event-sourcing';
import { webhookEndpointType, type WebhookEndpointState } from '../core/webhook-endpoint.state';

export class FindWebhookEndpointQuery extends Query<Resource<WebhookEndpointState> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(FindWebhookEndpointQuery)
export class FindWebhookEndpointHandler implements IQueryHandler<FindWebhookEndpointQuery> {
  constructor(private readonly reads: ResourceReads) {}

  /** Null when the account has no such endpoint. */
  execute({ accountId, key }: FindWebhookEndpointQuery): Promise<Resource<WebhookEndpointState> | null> {
    return this.reads.byKey(webhookEndpointType, { accountId, key });
  }
}
