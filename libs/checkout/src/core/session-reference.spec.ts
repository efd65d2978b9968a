import { scenariosFor } from '@tillstream/event-sourcing/testing';
import { sessionReference, type SessionReferenceEvent } from './session-reference';

const given = scenariosFor(sessionReference);
const claimed = (sessionKey: string, at = 1): SessionReferenceEvent => ({ type: 'ReferenceClaimed', data: { sessionKey, at } });
const claim = (sessionKey: string, from: string | null) => ({ type: 'ClaimReference', now: 7, sessionKey, from }) as const;

describe('the reference of a session', () => {
  it('is free at first', () => given().when(claim('one', null)).then(claimed('one', 7)));
  it('goes on from the holder that was seen', () => given(claimed('one')).when(claim('two', 'one')).then(claimed('two', 7)));
  it('is held once', () => given(claimed('one')).when(claim('one', null)).nothing());
  it.each([null, 'zero'])('does not go to who saw another holder (%s)', (from) =>
    given(claimed('one')).when(claim('two', from)).rejected({ code: 'reference-claimed' }),
  );
});
