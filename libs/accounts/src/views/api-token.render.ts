// An API token as the API shows it: never its secret.
import { type Instant, isoTime, isoTimeOrNull, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import { acceptedHashes, type ApiTokenState } from '../core/api-token.state';

export interface ApiTokenJoins {
  readonly lastUsedAt: Instant | null;
}

export function renderApiToken(
  { key, state, ...resource }: Resource<ApiTokenState>,
  { ids, now }: Pick<RenderContext, 'ids' | 'now'>,
  { lastUsedAt }: ApiTokenJoins,
) {
  if (state.status === 'absent') throw new Error(`API token ${key} was never issued`);
  return {
    id: ids.format('tok', key),
    account_id: resource.accountId,
    name: state.name,
    scopes: [...state.scopes],
    is_active: acceptedHashes(state, now).length > 0,
    expires_at: isoTimeOrNull(state.expiresAt),
    last_used_at: isoTimeOrNull(lastUsedAt),
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}
