// Facts from other streams, gathered before the executor's loop: recent ones for an accept, fresh ones before a rejection.
import type { StreamType } from './decider';
import type { DomainEvent } from './event';
import { streamName } from './event';
import type { Folded } from './resource';
import type { StreamReader } from './stream-reader';
import type { Clock, Instant } from './time';

/** `recent` is at most 2 s old; a number is the most milliseconds that it may be old; `fresh` is read from the leader. */
export type Freshness = 'recent' | 'fresh' | number;

/** A read on its way, so that requests that arrive together read once. */
interface Asking {
  readonly at: Instant;
  readonly answer: Promise<Folded>;
}

const RECENT_MS = 2_000;
const CAPACITY = 50_000;

export class Facts {
  private readonly readAt = new Map<string, Instant>();
  private readonly asking = new Map<string, Asking>();

  constructor(
    private readonly reader: StreamReader,
    private readonly clock: Clock,
  ) {}

  /** The state of another stream. Revision -1: there is none. */
  async get<State, Event extends DomainEvent>(type: StreamType<State, Event>, key: string, freshness: Freshness): Promise<Folded<State>> {
    if (freshness === 'fresh') return this.ask(type, key);
    const stream = streamName(type.category, key);
    const oldestAt = this.clock.now() - (freshness === 'recent' ? RECENT_MS : freshness);
    const known = this.reader.known(type, key);
    if (known && (this.readAt.get(stream) ?? -Infinity) >= oldestAt) return known;
    const asking = this.asking.get(stream);
    return asking && asking.at >= oldestAt ? (asking.answer as Promise<Folded<State>>) : this.ask(type, key);
  }

  /** One that is fresh must begin after its caller asked; all others may share it. */
  private ask<State, Event extends DomainEvent>(type: StreamType<State, Event>, key: string): Promise<Folded<State>> {
    const stream = streamName(type.category, key);
    const at = this.clock.now();
    const answer = this.read(type, key, at).finally(() => {
      if (this.asking.get(stream)?.answer === answer) this.asking.delete(stream);
    });
    this.asking.set(stream, { at, answer });
    return answer;
  }

  private async read<State, Event extends DomainEvent>(type: StreamType<State, Event>, key: string, at: Instant): Promise<Folded<State>> {
    const current = await this.reader.current(type, key);
    if (current.revision >= 0) this.note(streamName(type.category, key), at);
    return current;
  }

  private note(stream: string, at: Instant): void {
    if (this.readAt.size >= CAPACITY) this.readAt.clear();
    this.readAt.set(stream, at);
  }
}
