// A new endpoint: it is told what happens from now on.
import { accept, alreadySo, type Decision, rejectAll } from '@tillstream/event-sourcing';
import { endpointFaults } from '../../core/endpoint-faults';
import type { WebhookEndpointCommand } from '../../core/webhook-endpoint.commands';
import type { WebhookEndpointEvent } from '../../core/webhook-endpoint.events';
import type { WebhookEndpointRejection } from '../../core/webhook-endpoint.rejections';
import type { WebhookEndpointState } from '../../core/webhook-endpoint.state';

export function createWebhookEndpoint(
  { fields, secret, facts }: Extract<WebhookEndpointCommand, { type: 'CreateWebhookEndpoint' }>,
  state: WebhookEndpointState,
): Decision<WebhookEndpointEvent, WebhookEndpointRejection> {
  if (state.status === 'present') return alreadySo;

  return rejectAll(endpointFaults(facts)) ?? accept({ type: 'WebhookEndpointCreated', data: { ...fields, isProtected: false, secret } });
}
