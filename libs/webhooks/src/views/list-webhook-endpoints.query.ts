// An account's endpoints.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type ListQuery, type ListResult, type Resource, ResourceReads } from '@tillstream/event-sourcing';
import { WEBHOOK_ENDPOINT } from '../core/webhook-endpoint.events';
import { webhookEndpointType, type WebhookEndpointState } from '../core/webhook-endpoint.state';

export type WebhookEndpointList = ListResult & { readonly items: readonly Resource<WebhookEndpointState>[] };

export class ListWebhookEndpointsQuery extends Query<WebhookEndpointList> {
  constructor(
    readonly accountId: string,
    readonly plan: Omit<ListQuery, 'accountId' | 'category'>,
  ) {
    super();
  }
}

@QueryHandler(ListWebhookEndpointsQuery)
export class ListWebhookEndpointsHandler implements IQueryHandler<ListWebhookEndpointsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, plan }: ListWebhookEndpointsQuery): Promise<WebhookEndpointList> {
    return this.reads.list(webhookEndpointType, { accountId, category: WEBHOOK_ENDPOINT, ...plan });
  }
}

const PAGE = 100;

/** Every endpoint of an account. Throws ViewsRebuilding while the lists cannot be answered. */
export async function allEndpoints(reads: ResourceReads, accountId: string): Promise<readonly Resource<WebhookEndpointState>[]> {
  const found: Resource<WebhookEndpointState>[] = [];
  for (;;) {
    const query = { accountId, category: WEBHOOK_ENDPOINT, index: 'all', order: 'ascending', offset: found.length, limit: PAGE } as const;
    const { items } = await reads.list(webhookEndpointType, query);
    found.push(...items);
    if (items.length < PAGE) return found;
  }
}
