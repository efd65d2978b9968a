// Copies of the folded state of long streams, in a stream beside each, outside of chain and proofs. They save reading, and nothing else:
// one that is lost, broken or of another time is as good as none.
import type { StreamType } from './decider';
import type { DomainEvent, ProposedEvent } from './event';
import { streamName } from './event';
import { canonicalJson, sha256 } from './hashing';
import { uuidV5 } from './ids';
import type { EventStore } from './ports/event-store';
import type { Folded } from './resource';

type Copied<State> = Omit<Folded<State>, 'commands' | 'key' | 'category'>;

interface Snapshot<State> {
  readonly version: number;
  readonly folded: Copied<State>;
  /** Over the two above: a copy that somebody changed is not used. */
  readonly hash: string;
}

/** What the event store takes in one append is more; a state that has outgrown this is read from its events. */
const MOST_BYTES = 768 * 1_024;
const streamOf = (category: string, key: string) => `snapshot-${streamName(category, key)}`;
const hashOf = (version: number, folded: object): string => sha256(canonicalJson({ version, folded }));

export class Snapshots {
  constructor(private readonly store: EventStore) {}

  /** The newest copy, or null. Whoever uses it looks whether the stream still holds the event that it ends with. */
  async latest<State, Event extends DomainEvent>(type: StreamType<State, Event>, key: string): Promise<Folded<State> | null> {
    if (!type.snapshots) return null;
    const event = await this.store.readLast(streamOf(type.category, key));
    if (!event) return null;
    const { version, folded, hash } = event.data as Partial<Snapshot<State>>;
    if (version !== type.snapshots.version || folded === undefined || hash !== hashOf(version, folded)) return null;
    return { ...folded, key, category: type.category, commands: new Map() };
  }

  /** Leaves a copy when an append passed a multiple of what the type asks for. A crash in here costs nothing: the next multiple comes. */
  async keep<State, Event extends DomainEvent>(type: StreamType<State, Event>, before: number, after: Folded<State>): Promise<void> {
    if (!type.snapshots) return;
    const { every, version } = type.snapshots;
    if (Math.floor((after.revision + 1) / every) === Math.floor((before + 1) / every)) return;
    const { key, category, commands: _, ...folded } = after;
    const data: Snapshot<State> = { version, folded, hash: hashOf(version, folded) };
    if (Buffer.byteLength(JSON.stringify(data)) > MOST_BYTES) return;
    const stream = streamOf(category, key);
    const newest = await this.store.readLast(stream);
    const result = await this.store.append(stream, newest?.revision ?? -1, [snapshotOf(data, after)]);
    if (result.kind === 'appended' && newest === null) await this.store.limit(stream, { maxCount: 1 });
  }
}

function snapshotOf<State>(data: Snapshot<State>, { accountId, revision, updatedAt }: Folded<State>): ProposedEvent {
  const id = uuidV5(`snapshot\n${data.hash}\n${revision}`);
  const metadata = {
    v: 1, accountId, at: updatedAt, actor: { kind: 'system', id: 'snapshots' }, commandId: id, requestHash: '', requestId: null,
    $correlationId: id, $causationId: id, net: null, reason: null, prevHash: null, hash: data.hash,
  } as const; // prettier-ignore
  return { id, type: 'StateCopied', data, metadata };
}
