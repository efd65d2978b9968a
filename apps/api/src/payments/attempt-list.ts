// What the lists of attempts and of intents can be filtered and searched by. Both walk the same documents: an intent is an attempt that asked
// for money.
import { type AttemptFacts, attemptIndex } from '@tillstream/checkout';
import type { IdPrefix, Ids, PartState, Resource } from '@tillstream/event-sourcing';
import type { ListSpec, ValueFilter } from '../http/list/list-spec';

type AttemptPart = PartState<AttemptFacts>;

const ATTEMPT_STATES = ['created', 'processing', 'requires_action', 'unresolved', 'succeeded', 'failed'];
const INTENT_STATES = ['processing', 'requires_action', 'succeeded', 'failed', 'canceled'];

export const attemptList = (ids: Ids): ListSpec<AttemptPart> => ({
  index: attemptIndex.all,
  filters: {
    checkout_session_id: ofSession(ids),
    state: { kind: ATTEMPT_STATES, test: ({ state }, value) => state.facts.state === value },
  },
  search: searching(ids, 'ca'),
});

export const intentList = (ids: Ids): ListSpec<AttemptPart> => ({
  index: attemptIndex.intents,
  filters: {
    customer_id: { kind: 'text', test: ({ state }, id) => isKey(ids, 'cus', { id, key: state.facts.customerKey }) },
    status: { kind: INTENT_STATES, test: ({ state }, value) => state.facts.intent === value },
  },
  search: searching(ids, 'pi'),
});

const isKey = (ids: Ids, prefix: IdPrefix, { id, key }: { readonly id: string; readonly key: string | null }): boolean =>
  key !== null && ids.parse(prefix, id) === key;

function ofSession(ids: Ids): ValueFilter<AttemptPart> {
  return {
    kind: 'text',
    index: (id) => {
      const key = ids.parse('cs', id);
      return key === null ? null : attemptIndex.ofSession(key);
    },
    test: ({ state }, id) => isKey(ids, 'cs', { id, key: state.ownerKey }),
  };
}

/** Exact: its own id, its session's or its customer's. */
const searching = (ids: Ids, prefix: IdPrefix) => (id: string) => ({
  test: ({ key, state }: Resource<AttemptPart>): boolean =>
    isKey(ids, prefix, { id, key }) ||
    isKey(ids, 'cs', { id, key: state.ownerKey }) ||
    isKey(ids, 'cus', { id, key: state.facts.customerKey }),
});
