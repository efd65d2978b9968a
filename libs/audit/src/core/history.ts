// The past of one resource, event by event: who, why, and what it changed. The same for ever: nothing but the events goes into it.
import { type Actor, type Instant, isoTime, type RecordedEvent, type Resource, stepsOf, type StreamType } from '@tillstream/event-sourcing';
import { type Changes, changesBetween } from './changes';

export interface HistoryEntry {
  readonly revision: number;
  /** What the `causation_id` of later events points at. */
  readonly event_id: string;
  readonly type: string;
  readonly at: string;
  readonly actor: Actor;
  readonly command_id: string;
  readonly request_id: string | null;
  readonly correlation_id: string;
  readonly causation_id: string;
  /** The client's address, cut to its network. */
  readonly net: string | null;
  readonly reason: string | null;
  readonly changes: Changes;
}

export interface Past {
  readonly type: StreamType;
  /** Of one stream, from its first on. */
  readonly events: readonly RecordedEvent[];
  /** Null before the resource exists. */
  readonly render: (resource: Resource, now: Instant) => object | null;
}

export function historyOf({ type, events, render }: Past): readonly HistoryEntry[] {
  return stepsOf(type, events).map(({ event: { id, revision, type: name, metadata }, before, after }) => ({
    revision,
    event_id: id,
    type: name,
    at: isoTime(metadata.at),
    actor: metadata.actor,
    command_id: metadata.commandId,
    request_id: metadata.requestId,
    correlation_id: metadata.$correlationId,
    causation_id: metadata.$causationId,
    net: metadata.net,
    reason: metadata.reason,
    changes: changesBetween(render(before, metadata.at), render(after, metadata.at)),
  }));
}
