// A process turns an event into effects, each with an id of its own that follows from the event: repeating is harmless.
import type { DomainEvent, RecordedEvent } from './event';
import type { Resource } from './resource';

/** A command to be sent because of an event. `type` chooses the handler where the process is composed; `data` is plain. */
export interface Effect {
  readonly type: string;
  readonly data: object;
}

export interface Process<State = unknown, Event extends DomainEvent = DomainEvent, E extends Effect = Effect> {
  /** Part of the ids of all its effects: frozen once released. */
  readonly name: string;
  readonly category: string;
  /** Event types it looks at; everything else never reaches it. */
  readonly on: readonly Event['type'][];
  /** Pure. `after` is the resource right after `event`. */
  react(event: RecordedEvent<Event>, after: Resource<State>): readonly E[];
}
