// The index of what an API token can be asked. A command without a case does not compile.
import { accept, alreadySo, type Decider, type Decision, reject } from '@tillstream/event-sourcing';
import type { ApiTokenCommand, ApiTokenRejection } from '../core/api-token.commands';
import type { ApiTokenEvent } from '../core/api-token.events';
import { apiTokenStream, type ApiTokenState } from '../core/api-token.state';

function decide(command: ApiTokenCommand, state: ApiTokenState): Decision<ApiTokenEvent, ApiTokenRejection> {
  if (command.type === 'IssueApiToken') {
    return state.status === 'absent' ? accept({ type: 'ApiTokenIssued', data: command.issue }) : reject({ code: 'already-exists' });
  }
  if (state.status === 'absent') return reject({ code: 'not-found' });
  switch (command.type) {
    case 'RotateApiToken':
      if (state.status === 'revoked') return reject({ code: 'token-revoked' });
      if (state.secretHash === command.secretHash) return alreadySo;
      return accept({
        type: 'ApiTokenRotated',
        data: { secretHash: command.secretHash, previousUntil: command.now + command.graceMs },
      });
    case 'RevokeApiToken':
      return state.status === 'revoked' ? alreadySo : accept({ type: 'ApiTokenRevoked', data: {} });
  }
}

export const apiToken: Decider<ApiTokenState, ApiTokenCommand, ApiTokenEvent, ApiTokenRejection> = { ...apiTokenStream, decide };
