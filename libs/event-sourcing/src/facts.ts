// Facts from other streams, gathered before the executor's loop: recent ones for an accept, fresh ones before a rejection.
import type { StreamType } from './decider';
import type { DomainEvent } from './event';
import { streamName } from './event';
import type { Folded } from './resource';
import type { StreamReader } from './stream-reader';
import type { Clock, Instant } from './time';

/** `recent` is at most 2 s old; a number is the most milliseconds that it may be old; `fresh` is read from the leader. */
export type Freshness = 'recent' | 'fresh' | number;

const RECENT_MS = 2_000;
const CAPACITY = 50_000;

export class Facts {
  private readonly readAt = new Map<string, Instant>();

  constructor(
    private readonly reader: StreamReader,
    private readonly clock: Clock,
  ) {}

  /** The state of another stream. Revision -1: there is none. */
  async get<State, Event extends DomainEvent>(type: StreamType<State, Event>, key: string, freshness: Freshness): Promise<Folded<State>> {
    const stream = streamName(type.category, key);
    const known = freshness === 'fresh' ? undefined : this.reader.known(type, key);
    const maxAgeMs = typeof freshness === 'number' ? freshness : RECENT_MS;
    if (known && (this.readAt.get(stream) ?? -Infinity) + maxAgeMs >= this.clock.now()) return known;
    const askedAt = this.clock.now();
    const current = await this.reader.current(type, key);
    if (current.revision >= 0) this.note(stream, askedAt);
    return current;
  }

  private note(stream: string, at: Instant): void {
    if (this.readAt.size >= CAPACITY) this.readAt.clear();
    this.readAt.set(stream, at);
  }
}
