// The event store as the kernel needs it. Implemented over gRPC (event-store-db) and in memory; one contract suite for both.
import type { Position, ProposedEvent, RecordedEvent } from '../event';

/** What an append expects: the stream's last revision, or -1 for "there is no stream". */
export type ExpectedRevision = number;

export type AppendResult =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: Position }
  /** Somebody else was first. `actual` is -1 when there is no stream. */
  | { readonly kind: 'conflict'; readonly actual: number };

/** What a subscription delivers at once: events in order, how far it has looked, and whether it has reached the head. */
export interface Page {
  readonly events: readonly RecordedEvent[];
  /** Everything up to and including this position has been delivered or was filtered out. */
  readonly position: Position | null;
  readonly caughtUp: boolean;
}

export abstract class EventStore {
  /** All events from `from` on, in order; empty for an unknown stream. Requires the leader. Throws Fault `gone` when tombstoned. */
  abstract read(stream: string, from?: number): Promise<readonly RecordedEvent[]>;
  /** The newest event of a stream. */
  abstract readLast(stream: string): Promise<RecordedEvent | null>;
  /** All events of streams that begin with one of `prefixes`, after `after`, up to the present head. For replay and export. */
  abstract readAll(prefixes: readonly string[], after?: Position | null): AsyncIterable<RecordedEvent>;
  /**
   * Atomic; repeating it with the same ids and the same expectation is one append and answers the same.
   * Throws Fault `unclear`/`timeout` when nobody knows, `unavailable` when it was not sent.
   */
  abstract append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<AppendResult>;
  /** Pages of events of streams that begin with one of `prefixes`, after `after` (null: from the start), without end. Throws a Fault when the connection is lost. */
  abstract subscribe(prefixes: readonly string[], after: Position | null, signal: AbortSignal): AsyncIterable<Page>;
  /** Bounds a stream (`$maxCount`, `$maxAge` in seconds). */
  abstract limit(stream: string, limits: { readonly maxCount?: number; readonly maxAgeSeconds?: number }): Promise<void>;
  /** Erases a stream for good; appending to it or reading it is Fault `gone` from then on. Already gone is fine. */
  abstract tombstone(stream: string): Promise<void>;
  /** Position of the newest event of all, or null when empty: for lag and readiness. */
  abstract head(): Promise<Position | null>;
}
