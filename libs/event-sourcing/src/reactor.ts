// What a reaction to an event is made of: the states around it, and the effects with their ids. The reactor and whoever runs a
// process inline right after an append use the same two pieces, so that both cause the very same effects.
import { causedBy, type CommandContext } from './context';
import type { StreamType } from './decider';
import { categoryOf, type DomainEvent, keyOf, type RecordedEvent } from './event';
import type { EventStore } from './ports/event-store';
import type { Effect, Process } from './process';
import type { Resource } from './resource';

export interface Reaction<E extends Effect = Effect> {
  readonly effect: E;
  readonly context: CommandContext;
}

/** The effects of `event`, each with its own command id: repeating a reaction repeats the ids. */
export function reactionsTo<E extends Effect>(
  process: Process<unknown, DomainEvent, E>,
  event: RecordedEvent,
  after: Resource,
): readonly Reaction<E>[] {
  if (!process.on.includes(event.type)) return [];
  const effects = process.react(event, after);
  return effects.map((effect, index) => ({ effect, context: causedBy(event, index === 0 ? process.name : `${process.name}/${index}`) }));
}

/** A resource right before and right after one of its events. `before.revision` is -1 for the first. */
export interface Step {
  readonly before: Resource;
  readonly after: Resource;
}

const CAPACITY = 20_000;

/** Follows streams event by event, so that each reaction sees the state as it was at its event. Keeps the last states, bounded. */
export class StreamFollower {
  private readonly types: ReadonlyMap<string, StreamType>;
  private readonly last = new Map<string, Resource>();

  constructor(
    private readonly store: EventStore,
    types: readonly StreamType[],
  ) {
    this.types = new Map(types.map((type) => [type.category, type]));
  }

  /** Null for a category that nobody follows. */
  async step(event: RecordedEvent): Promise<Step | null> {
    const type = this.types.get(categoryOf(event.stream));
    if (!type) return null;
    const before = await this.before(type, event);
    const after = stepOn(type, before, event);
    this.keep(event.stream, after);
    return { before, after };
  }

  private async before(type: StreamType, event: RecordedEvent): Promise<Resource> {
    const known = this.last.get(event.stream);
    if (known?.revision === event.revision - 1) return known;
    const start = nothing(type, event.stream);
    if (event.revision === 0) return start;
    // Begun in the middle, or repeated: fold what came before from the stream.
    const events = await this.store.read(event.stream);
    return events.filter(({ revision }) => revision < event.revision).reduce((folded, earlier) => stepOn(type, folded, earlier), start);
  }

  private keep(stream: string, after: Resource): void {
    this.last.delete(stream);
    this.last.set(stream, after);
    if (this.last.size <= CAPACITY) return;
    const oldest = this.last.keys().next();
    if (!oldest.done) this.last.delete(oldest.value);
  }
}

/** The states around each event of one stream, given from its first event on. */
export function stepsOf(type: StreamType, events: readonly RecordedEvent[]): readonly (Step & { readonly event: RecordedEvent })[] {
  let before: Resource | undefined;
  return events.map((event) => {
    const from = before ?? nothing(type, event.stream);
    before = stepOn(type, from, event);
    return { event, before: from, after: before };
  });
}

const nothing = (type: StreamType, stream: string): Resource => ({
  key: keyOf(stream),
  category: type.category,
  accountId: '',
  revision: -1,
  createdAt: 0,
  updatedAt: 0,
  state: type.initial,
});

function stepOn(type: StreamType, before: Resource, event: RecordedEvent): Resource {
  const first = before.revision < 0;
  return {
    ...before,
    accountId: first ? event.metadata.accountId : before.accountId,
    createdAt: first ? event.metadata.at : before.createdAt,
    updatedAt: event.metadata.at,
    revision: event.revision,
    state: type.evolve(before.state, event),
  };
}
