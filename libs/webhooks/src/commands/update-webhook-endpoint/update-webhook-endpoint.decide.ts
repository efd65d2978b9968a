// Changes what is sent and where; only what differs is written. Turning an endpoint on again begins at that moment.
import { accept, alreadySo, canonicalJson, type Decision, reject, rejectAll } from '@tillstream/event-sourcing';
import { endpointFaults } from '../../core/endpoint-faults';
import type { WebhookEndpointCommand } from '../../core/webhook-endpoint.commands';
import type { EndpointFields, WebhookEndpointEvent } from '../../core/webhook-endpoint.events';
import type { WebhookEndpointRejection } from '../../core/webhook-endpoint.rejections';
import type { PresentEndpoint, WebhookEndpointState } from '../../core/webhook-endpoint.state';

export function updateWebhookEndpoint(
  { changes, facts }: Extract<WebhookEndpointCommand, { type: 'UpdateWebhookEndpoint' }>,
  state: WebhookEndpointState,
): Decision<WebhookEndpointEvent, WebhookEndpointRejection> {
  if (state.status === 'absent') return reject({ code: 'webhook-endpoint-not-found' });
  if (state.isProtected && changes.isActive === false) return reject({ code: 'webhook-endpoint-protected' });
  const faults = rejectAll(endpointFaults(facts));
  if (faults) return faults;

  const changed = changedFields(state, changes);
  return Object.keys(changed).length === 0 ? alreadySo : accept({ type: 'WebhookEndpointUpdated', data: changed });
}

function changedFields(state: PresentEndpoint, changes: Partial<EndpointFields>): Partial<EndpointFields> {
  const names = (Object.keys(changes) as (keyof EndpointFields)[]).filter((name) => changes[name] !== undefined);
  const differing = names.filter((name) => canonicalJson(changes[name]) !== canonicalJson(state[name]));
  return Object.fromEntries(differing.map((name) => [name, changes[name]]));
}
