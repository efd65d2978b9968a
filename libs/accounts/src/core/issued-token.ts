// What issuing or rotating a token comes to.
import type { Outcome } from '@tillstream/event-sourcing';
import type { ApiTokenRejection } from './api-token.commands';
import type { ApiTokenEvent } from './api-token.events';
import type { ApiTokenState } from './api-token.state';

export type ApiTokenOutcome = Outcome<ApiTokenState, ApiTokenEvent, ApiTokenRejection>;

export interface IssuedToken {
  readonly outcome: ApiTokenOutcome;
  /** The whole token, shown this once; null when refused or answered again. */
  readonly token: string | null;
}
