// The system's own "off": the receiver said 410, or has not taken one message for five days. Told as `webhook_endpoint.disabled`.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import type { WebhookEndpointCommand } from '../../core/webhook-endpoint.commands';
import type { WebhookEndpointEvent } from '../../core/webhook-endpoint.events';
import type { WebhookEndpointRejection } from '../../core/webhook-endpoint.rejections';
import type { WebhookEndpointState } from '../../core/webhook-endpoint.state';

export function disableWebhookEndpoint(
  { reason }: Extract<WebhookEndpointCommand, { type: 'DisableWebhookEndpoint' }>,
  state: WebhookEndpointState,
): Decision<WebhookEndpointEvent, WebhookEndpointRejection> {
  if (state.status === 'absent') return reject({ code: 'webhook-endpoint-not-found' });
  if (!state.isActive) return alreadySo;

  return accept({ type: 'WebhookEndpointDisabled', data: { reason } });
}
