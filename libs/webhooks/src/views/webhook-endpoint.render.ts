// An endpoint as the API shows it, and as `webhook_endpoint.*` messages carry it. Its secret is only ever shown when asked for.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { WebhookEndpointState } from '../core/webhook-endpoint.state';

export interface RenderedWebhookEndpoint {
  readonly id: string;
  readonly object: 'webhook_endpoint';
  readonly account_id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly description: string | null;
  readonly ordered: boolean;
  readonly is_active: boolean;
  readonly is_protected: boolean;
  /** Why the system stopped delivering: `gone`, `failing`, or null. */
  readonly disabled_reason: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Null for a stream without an endpoint. */
export function renderWebhookEndpoint(
  { key, accountId, createdAt, updatedAt, state }: Resource<WebhookEndpointState>,
  { ids }: Pick<RenderContext, 'ids'>,
): RenderedWebhookEndpoint | null {
  if (state.status === 'absent') return null;
  return {
    id: ids.format('we', key),
    object: 'webhook_endpoint',
    account_id: accountId,
    url: state.url,
    events: state.events,
    description: state.description,
    ordered: state.ordered,
    is_active: state.isActive,
    is_protected: state.isProtected,
    disabled_reason: state.disabledReason,
    created_at: isoTime(createdAt),
    updated_at: isoTime(updatedAt),
  };
}
