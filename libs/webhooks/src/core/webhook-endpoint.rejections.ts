// Why the business says no, in order of precedence. With `loc` → 422; without → one Record in apps/api.
import type { Loc } from '@tillstream/event-sourcing';
import type { UrlProblem } from './endpoint-url';

export type WebhookEndpointRejection =
  | { readonly code: 'webhook-endpoint-not-found' }
  | { readonly code: 'webhook-endpoint-protected' }
  | { readonly code: 'webhook-url-not-allowed'; readonly loc: Loc; readonly problem: UrlProblem }
  | { readonly code: 'webhook-type-unknown'; readonly loc: Loc };

/** Why a message is not sent again on request. */
export type RedeliveryRejection =
  | { readonly code: 'event-not-found' }
  | { readonly code: 'webhook-endpoint-not-found'; readonly loc?: Loc }
  | { readonly code: 'webhook-endpoint-disabled' };
