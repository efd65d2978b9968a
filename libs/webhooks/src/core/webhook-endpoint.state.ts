// What an endpoint's past amounts to: where to send, what to send, and with which secrets to sign.
import type { Instant, Sealed, StreamType } from '@tillstream/event-sourcing';
import { type DisableReason, type EndpointFields, WEBHOOK_ENDPOINT, type WebhookEndpointEvent } from './webhook-endpoint.events';

export interface PresentEndpoint extends EndpointFields {
  readonly status: 'present';
  readonly isProtected: boolean;
  readonly secret: Sealed;
  /** The secret before the last roll, still used for signing until then. */
  readonly previous: { readonly secret: Sealed; readonly until: Instant } | null;
  /** Why deliveries were stopped by the system; null when they were not. */
  readonly disabledReason: DisableReason | null;
}

export type WebhookEndpointState = { readonly status: 'absent' } | PresentEndpoint;

export const initial: WebhookEndpointState = { status: 'absent' };

export function evolve(state: WebhookEndpointState, event: WebhookEndpointEvent): WebhookEndpointState {
  if (event.type === 'WebhookEndpointCreated') {
    return { status: 'present', ...event.data, isActive: true, previous: null, disabledReason: null };
  }
  if (state.status === 'absent') return state; // a stream always begins with its creation; evolve never throws
  switch (event.type) {
    case 'WebhookEndpointUpdated':
      return { ...state, ...event.data, disabledReason: event.data.isActive === undefined ? state.disabledReason : null };
    case 'WebhookEndpointSecretRolled':
      return { ...state, secret: event.data.secret, previous: { secret: state.secret, until: event.data.previousUntil } };
    case 'WebhookEndpointDisabled':
      return { ...state, isActive: false, disabledReason: event.data.reason };
  }
}

export const webhookEndpointType: StreamType<WebhookEndpointState, WebhookEndpointEvent> = { category: WEBHOOK_ENDPOINT, initial, evolve };

export const wants = (endpoint: Pick<EndpointFields, 'events'>, type: string): boolean =>
  endpoint.events.includes('*') || endpoint.events.includes(type);
