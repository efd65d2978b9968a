// A stream's whole behaviour as pure values. Everything else in the kernel exists to run one of these.
import type { Decision } from './decision';
import type { DomainEvent } from './event';

/** How the events of one category fold. `category` is the stream's name up to its first dash. */
export interface StreamType<State = unknown, Event extends DomainEvent = DomainEvent> {
  readonly category: string;
  readonly initial: State;
  /** Never throws, never computes money: it copies what `decide` wrote. */
  evolve(state: State, event: Event): State;
  /** Current schema versions, where they are not 1. */
  readonly versions?: Readonly<Partial<Record<Event['type'], number>>>;
  /** `couponSlots-` alone keeps no map of commands: its key is session and attempt. */
  readonly forgetsCommands?: true;
  /**
   * For long streams that keep no map of commands: a copy of the state is left each so many events, and reading begins there. A change of
   * `evolve` or of the state's shape takes another version.
   */
  readonly snapshots?: { readonly every: number; readonly version: number };
}

export interface Decider<State, Command, Event extends DomainEvent, Rejection> extends StreamType<State, Event> {
  /** Never waits: time, ids, prices and answers are in the command. */
  decide(command: Command, state: State): Decision<Event, Rejection>;
}

export const fold = <State, Event extends DomainEvent>(
  type: Pick<StreamType<State, Event>, 'initial' | 'evolve'>,
  events: readonly Event[],
): State => events.reduce<State>((state, event) => type.evolve(state, event), type.initial);
