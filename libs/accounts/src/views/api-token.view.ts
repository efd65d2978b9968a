// An account's tokens: `all`, by creation, revoked ones too.
import { contributesNothing, type View } from '@tillstream/event-sourcing';
import type { ApiTokenEvent } from '../core/api-token.events';
import { type ApiTokenState, apiTokenStream } from '../core/api-token.state';

export const apiTokenView: View<ApiTokenState, ApiTokenEvent> = {
  type: apiTokenStream,
  contributions: ({ state, createdAt }) =>
    state.status === 'absent' ? contributesNothing : { ...contributesNothing, indexes: { all: createdAt } },
};
