// Where folded states are kept for reading. Everything in it may be thrown away at any moment (law 10).
import type { Position } from '../event';
import type { Resource } from '../resource';
import type { Instant } from '../time';

/** What a state adds to lists, counters and timers; replaced as a whole with the document it belongs to. */
export interface Contributions {
  /** index name → score. Members sort by score, then by key. */
  readonly indexes: Readonly<Record<string, number>>;
  /** counter name → what this document adds to it, a whole number. */
  readonly counters: Readonly<Record<string, number>>;
  /** When this resource next needs attention. */
  readonly due: Instant | null;
}

export interface ViewDocument<State = unknown> extends Resource<State> {
  readonly contributions: Contributions;
}

/** How many documents a list with a `test` reads at most. */
export const MOST_DOCUMENTS_TESTED = 10_000;

export interface ListQuery {
  readonly accountId: string;
  readonly category: string;
  /** The index to walk, e.g. `all`. */
  readonly index: string;
  readonly order: 'ascending' | 'descending';
  readonly offset: number;
  readonly limit: number;
  /** Only members whose score is in here, both ends included. */
  readonly from?: number;
  readonly until?: number;
  /** Tested on each document; without it the index alone answers, total included. */
  readonly test?: (resource: Resource) => boolean;
}

export interface ListResult {
  readonly items: readonly Resource[];
  readonly total: number;
  /** More than `MOST_DOCUMENTS_TESTED` documents would have had to be tested: `total` is a lower bound. */
  readonly totalCapped: boolean;
}

export interface DueEntry {
  readonly accountId: string;
  /** `<category>-<key>` */
  readonly stream: string;
  readonly revision: number;
  readonly at: Instant;
}

/** How far the projector has come. `generation` is made anew whenever the store is found empty. */
export interface ViewCheckpoint {
  readonly generation: string;
  readonly position: Position | null;
  /** Reached the head at least once: lists may be answered. */
  readonly complete: boolean;
}

export abstract class ViewStore {
  abstract get(accountId: string, category: string, key: string): Promise<Resource | null>;
  abstract getMany(accountId: string, category: string, keys: readonly string[]): Promise<readonly (Resource | null)[]>;
  /** Revisions held for streams (`<category>-<key>`), null where there is none. */
  abstract revisions(streams: readonly { readonly accountId: string; readonly stream: string }[]): Promise<readonly (number | null)[]>;
  /** Atomic per document: contributions old → new and the state. A document that is not newer changes nothing. */
  abstract write(documents: readonly ViewDocument[]): Promise<void>;
  abstract list(query: ListQuery): Promise<ListResult>;
  abstract counters(accountId: string, names: readonly string[]): Promise<readonly number[]>;
  /** Entries due at or before `until`, earliest first, over all accounts, at most `limit`. */
  abstract due(until: Instant, limit: number): Promise<readonly DueEntry[]>;
  abstract checkpoint(): Promise<ViewCheckpoint | null>;
  /** Compare-and-set: false when somebody else moved it (or the store was emptied) in between. */
  abstract moveCheckpoint(from: ViewCheckpoint | null, to: ViewCheckpoint): Promise<boolean>;
  /** The store's own clock, for "never early". */
  abstract now(): Promise<Instant>;
}
