// What can be asked of an API token, and why it may be refused.
import type { Instant } from '@tillstream/event-sourcing';
import type { ApiTokenIssued } from './api-token.events';

export type ApiTokenCommand =
  | { readonly type: 'IssueApiToken'; readonly issue: ApiTokenIssued }
  | { readonly type: 'RotateApiToken'; readonly secretHash: string; readonly graceMs: number; readonly now: Instant }
  | { readonly type: 'RevokeApiToken' };

export type ApiTokenRejection = { readonly code: 'not-found' } | { readonly code: 'already-exists' } | { readonly code: 'token-revoked' };
