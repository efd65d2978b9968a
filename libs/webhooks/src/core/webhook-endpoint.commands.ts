// What can be asked of a webhook endpoint. What the url resolves to and which types exist are facts that come in.
import type { Instant, Sealed } from '@tillstream/event-sourcing';
import type { UrlProblem } from './endpoint-url';
import type { DisableReason, EndpointFields } from './webhook-endpoint.events';

/** What was found out about a request before the decision. */
export interface EndpointFacts {
  readonly urlProblem: UrlProblem | null;
  /** Places in `events` that name no known type. */
  readonly unknownTypes: readonly number[];
}

export type WebhookEndpointCommand =
  | {
      readonly type: 'CreateWebhookEndpoint';
      readonly fields: Omit<EndpointFields, 'isActive'>;
      readonly secret: Sealed;
      readonly facts: EndpointFacts;
    }
  | { readonly type: 'UpdateWebhookEndpoint'; readonly changes: Partial<EndpointFields>; readonly facts: EndpointFacts }
  /** What DELETE means: turned off, kept, and turned on again by an update. */
  | { readonly type: 'TurnOffWebhookEndpoint' }
  | { readonly type: 'RollWebhookSecret'; readonly secret: Sealed; readonly previousUntil: Instant }
  | { readonly type: 'DisableWebhookEndpoint'; readonly reason: DisableReason };
