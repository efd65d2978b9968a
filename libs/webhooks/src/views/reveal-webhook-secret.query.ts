// The signing secret of an endpoint, for whoever asks for it by name.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Resource, ResourceReads } from '@tillstream/event-sourcing';
import { webhookEndpointType, type WebhookEndpointState } from '../core/webhook-endpoint.state';
import { EndpointSecrets } from '../delivery/endpoint-secrets';

export interface RevealedEndpoint {
  readonly endpoint: Resource<WebhookEndpointState>;
  /** `whsec_…` */
  readonly secret: string;
}

export class RevealWebhookSecretQuery extends Query<RevealedEndpoint | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
    /** Never an older state than this. */
    readonly minRevision = 0,
  ) {
    super();
  }
}

@QueryHandler(RevealWebhookSecretQuery)
export class RevealWebhookSecretHandler implements IQueryHandler<RevealWebhookSecretQuery> {
  constructor(
    private readonly reads: ResourceReads,
    private readonly secrets: EndpointSecrets,
  ) {}

  /** Null when the account has no such endpoint. */
  async execute(query: RevealWebhookSecretQuery): Promise<RevealedEndpoint | null> {
    const endpoint = await this.reads.byKey(webhookEndpointType, query);
    if (endpoint?.state.status !== 'present') return null;
    return { endpoint, secret: this.secrets.reveal(endpoint.key, endpoint.state) };
  }
}
