// Which session holds a reference that only one may have: a stream for each reference, moved on from session to session. Who moves it says
// whom he takes it from, so that of two who saw the same holder one has to look again.
import { accept, alreadySo, type Decider, type Instant, reject } from '@tillstream/event-sourcing';

export interface ReferenceClaimed {
  readonly sessionKey: string;
  readonly at: Instant;
}

export interface SessionReferenceState {
  readonly claim: ReferenceClaimed | null;
}

export type SessionReferenceEvent = { readonly type: 'ReferenceClaimed'; readonly data: ReferenceClaimed };
export interface ClaimReference {
  readonly type: 'ClaimReference';
  readonly now: Instant;
  readonly sessionKey: string;
  /** The holder that was seen, and that stands in nobody's way any more; null: there was none. */
  readonly from: string | null;
}
export type SessionReferenceRejection = { readonly code: 'reference-claimed' };

/** Keyed by a keyed hash of account and reference. */
export const sessionReference: Decider<SessionReferenceState, ClaimReference, SessionReferenceEvent, SessionReferenceRejection> = {
  category: 'sessionReference',
  initial: { claim: null },
  decide({ now, sessionKey, from }, { claim }) {
    const holder = claim?.sessionKey ?? null;
    if (holder === sessionKey) return alreadySo;
    return holder === from ? accept({ type: 'ReferenceClaimed', data: { sessionKey, at: now } }) : reject({ code: 'reference-claimed' });
  },
  evolve: (_state, { data }) => ({ claim: data }),
};

/** How long a claim counts whose session was not made: whoever claimed may still be at it. */
export const CLAIM_WITHOUT_SESSION_MS = 60_000;
