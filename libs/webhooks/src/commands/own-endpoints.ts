// The endpoints of one account, to whoever acts for it.
import { Injectable } from '@nestjs/common';
import { Facts, nothingYet, type Resource } from '@tillstream/event-sourcing';
import type { WebhookEndpointOutcome } from '../core/outcome';
import { webhookEndpointType, type WebhookEndpointState } from '../core/webhook-endpoint.state';

@Injectable()
export class OwnEndpoints {
  constructor(private readonly facts: Facts) {}

  async find(accountId: string, key: string): Promise<Resource<WebhookEndpointState> | null> {
    for (const freshness of ['recent', 'fresh'] as const) {
      const endpoint = await this.facts.get(webhookEndpointType, key, freshness);
      if (endpoint.revision >= 0) return endpoint.accountId === accountId ? endpoint : null;
    }
    return null;
  }

  /** The refusal of an endpoint that is not this account's; null when it is. An account never changes: what is recent will do. */
  async foreign(accountId: string, key: string): Promise<WebhookEndpointOutcome | null> {
    if (await this.find(accountId, key)) return null;
    return { kind: 'rejected', reasons: [{ code: 'webhook-endpoint-not-found' }], resource: nothingYet(webhookEndpointType, key) };
  }
}
