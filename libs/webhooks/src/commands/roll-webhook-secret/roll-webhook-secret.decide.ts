// A new signing secret. Until `previousUntil` deliveries are signed with the old one too, so that the receiver can change over.
// A second roll meanwhile lets go of the oldest: there are never more than two.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import type { WebhookEndpointCommand } from '../../core/webhook-endpoint.commands';
import type { WebhookEndpointEvent } from '../../core/webhook-endpoint.events';
import type { WebhookEndpointRejection } from '../../core/webhook-endpoint.rejections';
import type { WebhookEndpointState } from '../../core/webhook-endpoint.state';

export function rollWebhookSecret(
  { secret, previousUntil }: Extract<WebhookEndpointCommand, { type: 'RollWebhookSecret' }>,
  state: WebhookEndpointState,
): Decision<WebhookEndpointEvent, WebhookEndpointRejection> {
  if (state.status === 'absent') return reject({ code: 'webhook-endpoint-not-found' });
  if (state.secret.c === secret.c) return alreadySo;

  return accept({ type: 'WebhookEndpointSecretRolled', data: { secret, previousUntil } });
}
