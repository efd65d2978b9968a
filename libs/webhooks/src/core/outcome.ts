// What the commands of this lib answer.
import type { Outcome } from '@tillstream/event-sourcing';
import type { WebhookDeferralEvent, WebhookDeferralState } from './webhook-deferral';
import type { WebhookEndpointEvent } from './webhook-endpoint.events';
import type { WebhookEndpointRejection } from './webhook-endpoint.rejections';
import type { WebhookEndpointState } from './webhook-endpoint.state';

export type WebhookEndpointOutcome = Outcome<WebhookEndpointState, WebhookEndpointEvent, WebhookEndpointRejection>;
export type WebhookDeferralOutcome = Outcome<WebhookDeferralState, WebhookDeferralEvent, never>;
