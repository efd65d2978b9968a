// DELETE: nothing more is sent, what was waiting is dropped, and the endpoint stays to be looked at and turned on again.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import type { WebhookEndpointEvent } from '../../core/webhook-endpoint.events';
import type { WebhookEndpointRejection } from '../../core/webhook-endpoint.rejections';
import type { WebhookEndpointState } from '../../core/webhook-endpoint.state';

export function turnOffWebhookEndpoint(state: WebhookEndpointState): Decision<WebhookEndpointEvent, WebhookEndpointRejection> {
  if (state.status === 'absent') return reject({ code: 'webhook-endpoint-not-found' });
  if (state.isProtected) return reject({ code: 'webhook-endpoint-protected' });
  if (!state.isActive) return alreadySo;

  return accept({ type: 'WebhookEndpointUpdated', data: { isActive: false } });
}
