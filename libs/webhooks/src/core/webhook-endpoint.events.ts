// What can happen to a webhook endpoint. The type strings are the storage format: frozen. A changed meaning is a new name.
import type { Sealed } from '@tillstream/event-sourcing';

export const WEBHOOK_ENDPOINT = 'webhookEndpoint';
/** The letter of the category, and of the resource, in message ids. Frozen. */
export const WEBHOOK_ENDPOINT_LETTER = 'w';

export interface EndpointFields {
  readonly url: string;
  /** Message types, or `*` for all there are and will be. */
  readonly events: readonly string[];
  readonly description: string | null;
  /** A resource waits for a message that keeps failing, instead of going on without it. */
  readonly ordered: boolean;
  readonly isActive: boolean;
}

/** `gone`: it answered 410. `failing`: five days without a success. */
export type DisableReason = 'gone' | 'failing';

export type WebhookEndpointEvent =
  | {
      readonly type: 'WebhookEndpointCreated';
      readonly data: Omit<EndpointFields, 'isActive'> & { readonly isProtected: boolean; readonly secret: Sealed };
    }
  | { readonly type: 'WebhookEndpointUpdated'; readonly data: Partial<EndpointFields> }
  /** Until `previousUntil` deliveries carry both secrets' signatures. */
  | { readonly type: 'WebhookEndpointSecretRolled'; readonly data: { readonly secret: Sealed; readonly previousUntil: number } }
  | { readonly type: 'WebhookEndpointDisabled'; readonly data: { readonly reason: DisableReason } };
