// From what `decide` said to the very bytes that are appended: metadata, chain and ids. Pure: the same input makes the same events.
import type { CommandContext } from './context';
import type { StreamType } from './decider';
import type { DomainEvent, EventMetadata, ProposedEvent } from './event';
import { streamName } from './event';
import { eventHash } from './hashing';
import { uuidV5 } from './ids';
import type { Folded } from './resource';
import type { Instant } from './time';

export interface Proposal<State, Event extends DomainEvent> {
  readonly type: StreamType<State, Event>;
  readonly folded: Folded<State>;
  readonly events: readonly Event[];
  readonly context: CommandContext;
  /** Where one append is made of several commands: whose the event at `index` is. */
  readonly contextOf?: ((index: number) => CommandContext) | undefined;
  readonly now: Instant;
}

export function propose<State, Event extends DomainEvent>({
  type,
  folded,
  events,
  context,
  contextOf = () => context,
  now,
}: Proposal<State, Event>): readonly ProposedEvent<Event>[] {
  const stream = streamName(folded.category, folded.key);
  let prevHash = folded.lastHash;
  let at = folded.updatedAt;
  return events.map((event, index) => {
    at = Math.max(now, at); // a clock that was set back never makes history run backwards
    const own = contextOf(index);
    const versions: Readonly<Record<string, number | undefined>> = type.versions ?? {};
    const unhashed: Omit<EventMetadata, 'hash'> = {
      v: versions[event.type] ?? 1,
      accountId: own.accountId,
      at,
      actor: own.actor,
      commandId: own.commandId,
      requestHash: own.requestHash,
      requestId: own.requestId,
      $correlationId: own.correlationId,
      $causationId: own.causationId,
      net: own.net,
      reason: own.reason,
      prevHash,
    };
    const hash = eventHash({ stream, revision: folded.revision + 1 + index, type: event.type, data: event.data, metadata: unhashed });
    prevHash = hash;
    return { id: uuidV5(hash), type: event.type, data: event.data, metadata: { ...unhashed, hash } };
  });
}
