// Uniqueness over streams: a claim stream whose name holds a hash of the natural key. The first append wins, deleting releases it.
import { accept, alreadySo, reject } from './decision';
import type { Decider } from './decider';

export type ClaimEvent =
  | { readonly type: 'Claimed'; readonly data: { readonly holder: string } }
  | { readonly type: 'ClaimReleased'; readonly data: { readonly holder: string } };
export type ClaimCommand = { readonly type: 'Claim' | 'Release'; readonly holder: string };
export type ClaimState = { readonly holder: string | null };
export type ClaimRejection = { readonly code: 'claimed-by-other'; readonly holder: string };

/** @param category e.g. `customerEmail`; the key of each claim is a keyed hash. */
export function claim(category: string): Decider<ClaimState, ClaimCommand, ClaimEvent, ClaimRejection> {
  return {
    category,
    initial: { holder: null },
    decide({ type, holder }, state) {
      if (type === 'Release') return state.holder === holder ? accept({ type: 'ClaimReleased', data: { holder } }) : alreadySo;
      if (state.holder === holder) return alreadySo;
      return state.holder === null
        ? accept({ type: 'Claimed', data: { holder } })
        : reject({ code: 'claimed-by-other', holder: state.holder });
    },
    evolve: (_state, event) => ({ holder: event.type === 'Claimed' ? event.data.holder : null }),
  };
}
