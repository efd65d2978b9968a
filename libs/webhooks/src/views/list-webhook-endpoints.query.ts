// An account's endpoints, newest first.
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type ListResult, type Resource, ResourceReads } from '@tillstream/event-sourcing';
import { WEBHOOK_ENDPOINT } from '../core/webhook-endpoint.events';
import { webhookEndpointType, type WebhookEndpointState } from '../core/webhook-endpoint.state';

export class ListWebhookEndpointsQuery {
  constructor(
    readonly accountId: string,
    readonly page: { readonly offset: number; readonly limit: number; readonly order: 'ascending' | 'descending' },
    readonly filter: { readonly isActive?: boolean } = {},
  ) {}
}

export type WebhookEndpointList = ListResult & { readonly items: readonly Resource<WebhookEndpointState>[] };

@QueryHandler(ListWebhookEndpointsQuery)
export class ListWebhookEndpointsHandler implements IQueryHandler<ListWebhookEndpointsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, page, filter }: ListWebhookEndpointsQuery): Promise<WebhookEndpointList> {
    const test = ({ state }: Resource) => isActive(state as WebhookEndpointState) === filter.isActive;
    const query = { accountId, category: WEBHOOK_ENDPOINT, index: 'all', ...page };
    return this.reads.list(webhookEndpointType, filter.isActive === undefined ? query : { ...query, test });
  }
}

const isActive = (state: WebhookEndpointState): boolean => state.status === 'present' && state.isActive;

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
