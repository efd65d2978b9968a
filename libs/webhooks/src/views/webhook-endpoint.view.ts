// Where an endpoint is listed: `all`, scored by its creation.
import { contributesNothing, type Contributions, type Resource, type View } from '@tillstream/event-sourcing';
import type { WebhookEndpointEvent } from '../core/webhook-endpoint.events';
import { webhookEndpointType, type WebhookEndpointState } from '../core/webhook-endpoint.state';

export const webhookEndpointView: View<WebhookEndpointState, WebhookEndpointEvent> = {
  type: webhookEndpointType,
  contributions({ state, createdAt }: Resource<WebhookEndpointState>): Contributions {
    return state.status === 'absent' ? contributesNothing : { indexes: { all: createdAt }, counters: {}, due: null };
  },
};
