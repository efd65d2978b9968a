// What an API token's past amounts to, and whether a presented secret opens anything.
import type { Instant, StreamType } from '@tillstream/event-sourcing';
import type { ApiTokenEvent, Scope } from './api-token.events';

export interface ApiToken {
  readonly status: 'active' | 'revoked';
  readonly name: string | null;
  readonly scopes: readonly Scope[];
  readonly secretHash: string;
  readonly expiresAt: Instant | null;
  /** The secret before the last rotation, while it is still accepted. */
  readonly previous: { readonly secretHash: string; readonly until: Instant } | null;
}

export type ApiTokenState = { readonly status: 'absent' } | ApiToken;

function evolve(state: ApiTokenState, event: ApiTokenEvent): ApiTokenState {
  if (event.type === 'ApiTokenIssued') return { status: 'active', ...event.data, previous: null };
  if (state.status === 'absent') return state; // a stream always begins with its issue; evolve never throws
  switch (event.type) {
    case 'ApiTokenRotated':
      return {
        ...state,
        secretHash: event.data.secretHash,
        previous: { secretHash: state.secretHash, until: event.data.previousUntil },
      };
    case 'ApiTokenRevoked':
      return { ...state, status: 'revoked', previous: null };
  }
}

export const apiTokenStream: StreamType<ApiTokenState, ApiTokenEvent> = { category: 'apiToken', initial: { status: 'absent' }, evolve };

/** Hashes that a presented secret may have now; empty: the token opens nothing. */
export function acceptedHashes(state: ApiTokenState, now: Instant): readonly string[] {
  if (state.status !== 'active') return [];
  if (state.expiresAt !== null && now >= state.expiresAt) return [];
  return state.previous && now < state.previous.until ? [state.secretHash, state.previous.secretHash] : [state.secretHash];
}
