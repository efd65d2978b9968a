// Streams as folded resources: the one way in which commands, queries and processes look at what is stored.
import type { StreamType } from './decider';
import type { DomainEvent, RecordedEvent } from './event';
import { streamName } from './event';
import type { EventStore } from './ports/event-store';
import { foldOn, foldStream, type Folded, nothingYet } from './resource';
import { Snapshots } from './snapshots';
import type { StateCache } from './state-cache';

export class StreamReader {
  private readonly snapshots: Snapshots;

  constructor(
    private readonly store: EventStore,
    private readonly cache: StateCache,
  ) {
    this.snapshots = new Snapshots(store);
  }

  /** What this process last knew, possibly behind; undefined when it knows nothing. */
  known<State, Event extends DomainEvent>(type: StreamType<State, Event>, key: string): Folded<State> | undefined {
    return this.cache.get(streamName(type.category, key)) as Folded<State> | undefined;
  }

  /** The present state, read from the leader: from the cached revision on. Revision -1 when there is no such stream. */
  async current<State, Event extends DomainEvent>(type: StreamType<State, Event>, key: string): Promise<Folded<State>> {
    return this.readOn(type, this.known(type, key) ?? nothingYet(type, key));
  }

  async readOn<State, Event extends DomainEvent>(type: StreamType<State, Event>, from: Folded<State>): Promise<Folded<State>> {
    const stream = streamName(type.category, from.key);
    const copy = from.revision < 0 ? await this.snapshots.latest(type, from.key) : null;
    const folded = (copy && (await this.readOnCopy(type, copy))) ?? foldOn(type, from, await this.store.read(stream, from.revision + 1));
    if (folded.revision >= 0) this.cache.put(stream, folded);
    return folded;
  }

  /** The state as it was at `revision`: a fold from the first event. */
  async at<State, Event extends DomainEvent>(type: StreamType<State, Event>, key: string, revision: number): Promise<Folded<State>> {
    const stream = streamName(type.category, key);
    const known = this.known(type, key);
    if (known?.revision === revision) return known;
    const events = await this.store.read(stream);
    return foldStream(
      type,
      stream,
      events.filter((event) => event.revision <= revision),
    );
  }

  events(category: string, key: string): Promise<readonly RecordedEvent[]> {
    return this.store.read(streamName(category, key));
  }

  remember(folded: Folded): void {
    this.cache.put(streamName(folded.category, folded.key), folded);
  }

  /** After an append: leaves a copy of the state of a long stream now and then. */
  keepCopy<State, Event extends DomainEvent>(type: StreamType<State, Event>, before: number, after: Folded<State>): Promise<void> {
    return this.snapshots.keep(type, before, after);
  }

  forget({ category, key }: Pick<Folded, 'category' | 'key'>): void {
    this.cache.drop(streamName(category, key));
  }

  /** Null when the stream does not hold the very event that the copy ends with: then it is not a copy of this stream. */
  private async readOnCopy<State, Event extends DomainEvent>(
    type: StreamType<State, Event>,
    copy: Folded<State>,
  ): Promise<Folded<State> | null> {
    const [last, ...news] = await this.store.read(streamName(type.category, copy.key), copy.revision);
    return last?.revision === copy.revision && last.metadata.hash === copy.lastHash ? foldOn(type, copy, news) : null;
  }
}
