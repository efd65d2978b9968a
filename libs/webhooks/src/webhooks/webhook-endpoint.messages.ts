// What is told about endpoints themselves, to the account's other endpoints.
import type { MessageSource } from '@tillstream/event-sourcing';
import { WEBHOOK_ENDPOINT_LETTER, type WebhookEndpointEvent } from '../core/webhook-endpoint.events';
import { webhookEndpointType, type WebhookEndpointState } from '../core/webhook-endpoint.state';
import { renderWebhookEndpoint } from '../views/webhook-endpoint.render';
import { webhookEndpointDisabled } from './webhook-endpoint-disabled.webhook';

export const webhookEndpointMessages: MessageSource<WebhookEndpointState, WebhookEndpointEvent> = {
  type: webhookEndpointType,
  letter: WEBHOOK_ENDPOINT_LETTER,
  resources: { [WEBHOOK_ENDPOINT_LETTER]: { aggregateType: 'webhook_endpoint', prefix: 'we', render: renderWebhookEndpoint } },
  types: [webhookEndpointDisabled],
  messagesOf: (event) =>
    event.type === 'WebhookEndpointDisabled' ? [{ type: webhookEndpointDisabled.type, letter: WEBHOOK_ENDPOINT_LETTER }] : [],
};
