// Facts from other streams, gathered before the executor's loop: recent ones for an accept, fresh ones before a rejection.
import type { StreamType } from './decider';
import type { DomainEvent } from './event';
import { streamName } from './event';
import type { Folded } from './resource';
import type { StreamReader } from './stream-reader';
import type { Clock, Instant } from './time';

export type Freshness = 'recent' | 'fresh';

const RECENT_MS = 2_000;
const CAPACITY = 50_000;

export class Facts {
  private readonly readAt = new Map<string, Instant>();

  constructor(
    private readonly reader: StreamReader,
    private readonly clock: Clock,
  ) {}

  /** The state of another stream: at most `maxAgeMs` old when `recent`, read from the leader when `fresh`. Revision -1: there is none. */
  async get<State, Event extends DomainEvent>(
    type: StreamType<State, Event>,
    key: string,
    freshness: Freshness,
    maxAgeMs = RECENT_MS,
  ): Promise<Folded<State>> {
    const stream = streamName(type.category, key);
    const known = freshness === 'recent' ? this.reader.known(type, key) : undefined;
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
