// A folded stream: what the write side decides on, the read side stores, and `render` turns into an answer.
import type { StreamType } from './decider';
import type { DomainEvent, RecordedEvent } from './event';
import { keyOf } from './event';
import type { Instant } from './time';

/** The state of one stream at one revision, with what the kernel knows of it from the metadata. */
export interface Resource<State = unknown> {
  /** 20 base-62 characters. */
  readonly key: string;
  readonly category: string;
  readonly accountId: string;
  /** Revision of the last event folded in; -1 when there is none. */
  readonly revision: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly state: State;
}

export interface RememberedCommand {
  readonly requestHash: string;
  /** Revision of the last event this command caused. */
  readonly revision: number;
}

/** A resource with what the next append needs. */
export interface Folded<State = unknown> extends Resource<State> {
  readonly lastHash: string | null;
  readonly commands: ReadonlyMap<string, RememberedCommand>;
}

export const nothingYet = <State>(type: StreamType<State, never>, key: string): Folded<State> => ({
  key,
  category: type.category,
  accountId: '',
  revision: -1,
  createdAt: 0,
  updatedAt: 0,
  state: type.initial,
  lastHash: null,
  commands: new Map(),
});

/** Folds further events of the same stream in, in order; an event at or below the revision reached so far is passed over. */
export function foldOn<State, Event extends DomainEvent>(
  type: StreamType<State, Event>,
  from: Folded<State>,
  events: readonly RecordedEvent[],
): Folded<State> {
  const news = newerThan(from.revision, events);
  const last = news.at(-1);
  if (!last) return from;
  const commands = new Map(from.commands);
  let state = from.state;
  for (const event of news) {
    state = type.evolve(state, event as DomainEvent as Event);
    if (!type.forgetsCommands)
      commands.set(event.metadata.commandId, { requestHash: event.metadata.requestHash, revision: event.revision });
  }
  const first = from.revision < 0 ? news[0] : undefined;
  return {
    ...from,
    accountId: first ? first.metadata.accountId : from.accountId,
    createdAt: first ? first.metadata.at : from.createdAt,
    updatedAt: last.metadata.at,
    revision: last.revision,
    lastHash: last.metadata.hash,
    state,
    commands,
  };
}

/** Events delivered twice are left out: each revision counts once. */
function newerThan(revision: number, events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  let reached = revision;
  return events.filter((event) => {
    const isNew = event.revision > reached;
    if (isNew) reached = event.revision;
    return isNew;
  });
}

export const foldStream = <State, Event extends DomainEvent>(
  type: StreamType<State, Event>,
  stream: string,
  events: readonly RecordedEvent[],
): Folded<State> => foldOn(type, nothingYet(type, keyOf(stream)), events);

const DIGITS = /^\d+$/;

/** The state at a past moment: digits are a revision, anything else an ISO time, inclusive, by `at`. Revision -1 before the first event. */
export function foldUntil<State, Event extends DomainEvent>(
  type: StreamType<State, Event>,
  stream: string,
  past: { readonly events: readonly RecordedEvent[]; readonly moment: string },
): Folded<State> {
  const limit = DIGITS.test(past.moment) ? Number(past.moment) : Date.parse(past.moment);
  const isBefore = (event: RecordedEvent) => (DIGITS.test(past.moment) ? event.revision : event.metadata.at) <= limit;
  return foldStream(type, stream, past.events.filter(isBefore));
}
