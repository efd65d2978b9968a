// The hash chain of one stream, for an auditor who wants to know whether this very history was altered.
import { type ChainFault, type EventStore, verifyChain } from '@tillstream/event-sourcing';

export interface StreamProof {
  readonly events: number;
  /** Hash of the last event: it stands for the whole stream; null when there is no event. */
  readonly head: string | null;
  readonly faults: readonly ChainFault[];
}

export async function verifyStream(eventStore: EventStore, stream: string): Promise<StreamProof> {
  const events = await eventStore.read(stream);
  return { events: events.length, head: events.at(-1)?.metadata.hash ?? null, faults: verifyChain(events) };
}
