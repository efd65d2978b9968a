// A stream as far as it was replayed: its state, and what the next event's hash must follow on.
import {
  type ChainFault, eventHash, keyOf, type Position, type RecordedEvent, type Resource, type StreamType,
} from '@tillstream/event-sourcing'; // prettier-ignore

export interface Replayed {
  readonly stream: string;
  readonly resource: Resource;
  readonly lastHash: string | null;
  /** Of the last event folded in. */
  readonly position: Position;
}

export const nothingReplayed = (type: StreamType, stream: string): Replayed => ({
  stream,
  resource: {
    key: keyOf(stream),
    category: type.category,
    accountId: '',
    revision: -1,
    createdAt: 0,
    updatedAt: 0,
    state: type.initial,
  },
  lastHash: null,
  position: 0n,
});

export function replayOn(type: StreamType, { stream, resource }: Replayed, event: RecordedEvent): Replayed {
  const { metadata } = event;
  const isFirst = resource.revision < 0;
  return {
    stream,
    resource: {
      ...resource,
      accountId: isFirst ? metadata.accountId : resource.accountId,
      createdAt: isFirst ? metadata.at : resource.createdAt,
      updatedAt: metadata.at,
      revision: event.revision,
      state: type.evolve(resource.state, event),
    },
    lastHash: metadata.hash,
    position: event.position,
  };
}

/** What is wrong with the chain where `event` follows on what was replayed before it; checked on what is stored, before upcasting. */
export function linkFaults({ resource, lastHash }: Replayed, event: RecordedEvent): readonly ChainFault[] {
  const { revision, metadata } = event;
  const next = resource.revision + 1;
  return [
    ...(revision > next ? [{ revision: next, problem: 'revision-missing' } as const] : []),
    ...(metadata.prevHash === lastHash ? [] : [{ revision, problem: 'previous-hash-differs' } as const]),
    ...(hasItsHash(event) ? [] : [{ revision, problem: 'hash-differs' } as const]),
  ];
}

function hasItsHash({ stream, revision, type, data, stored, metadata: { hash, ...metadata } }: RecordedEvent): boolean {
  try {
    return eventHash({ stream, revision, ...(stored ?? { type, data }), metadata }) === hash;
  } catch {
    return false; // altered into something that has no canonical form
  }
}
