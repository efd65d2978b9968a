// What can happen to an API token. The secret itself is nowhere: events hold its hash.
import type { Instant } from '@tillstream/event-sourcing';

/** `operator` creates accounts; `audit` reads histories and exports. */
export const SCOPES = ['read', 'write', 'audit', 'operator'] as const;
export type Scope = (typeof SCOPES)[number];

export interface ApiTokenIssued {
  readonly name: string | null;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the secret, hex. */
  readonly secretHash: string;
  readonly expiresAt: Instant | null;
}

export interface ApiTokenRotated {
  readonly secretHash: string;
  /** Until when the secret before it is still accepted. */
  readonly previousUntil: Instant;
}

export type ApiTokenEvent =
  | { readonly type: 'ApiTokenIssued'; readonly data: ApiTokenIssued }
  | { readonly type: 'ApiTokenRotated'; readonly data: ApiTokenRotated }
  | { readonly type: 'ApiTokenRevoked'; readonly data: object };
