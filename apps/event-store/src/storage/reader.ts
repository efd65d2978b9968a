// Everything that is read from the store's file, on a connection of the main thread. It sees what is committed and nothing else.
// Each call is one short statement: no snapshot is held between calls, so the writer's log can always be emptied.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { metastreamOf, originalOf, type StoredEvent, TOMBSTONE } from '../core/event';
import { parseMetadata, type StreamMetadata, WHOLE, type Window } from '../core/stream-metadata';
import { CONTENT, openForReading } from './schema';

export interface StreamEnd {
  readonly key: number;
  /** -1 while only the name is known, TOMBSTONE after a hard delete, its own or that of the stream whose metadata it holds. */
  readonly last: number;
}

export interface StreamWindow {
  readonly key: number;
  readonly window: Window;
}

type KnownId = { readonly id: string; readonly revision: number };
type Content = { readonly metadata: Uint8Array; readonly data: Uint8Array };
type Row = KnownId & Content & { position: number; name: string; type: string; content: number; created_ms: number };

// CROSS JOIN: events lead, in the order of one of their indexes; the planner may not turn it round.
const EVENTS = `SELECT position, name, revision, id, type, content, created_ms, metadata, data
  FROM events CROSS JOIN streams ON streams.key = events.stream WHERE content < ${CONTENT.erased} AND`;

const prepare = (database: DatabaseSync) => ({
  key: database.prepare('SELECT key AS value FROM streams WHERE name = ?'),
  last: database.prepare('SELECT max(revision) AS value FROM events WHERE stream = ?'),
  ids: database.prepare('SELECT id, revision FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?'),
  position: database.prepare('SELECT position AS value FROM events WHERE stream = ? AND revision = ?'),
  lastPosition: database.prepare('SELECT max(position) AS value FROM events'),
  lastKey: database.prepare('SELECT max(key) AS value FROM streams'),
  forward: database.prepare(`${EVENTS} stream = ? AND revision >= ? AND created_ms >= ? ORDER BY revision LIMIT ?`),
  backward: database.prepare(`${EVENTS} stream = ? AND revision <= ? AND revision >= ? AND created_ms >= ? ORDER BY revision DESC LIMIT ?`),
  allForward: database.prepare(`${EVENTS} position >= ? ORDER BY position LIMIT ?`),
  allBackward: database.prepare(`${EVENTS} position < ? ORDER BY position DESC LIMIT ?`),
});

export class Reader {
  private readonly database: DatabaseSync;
  private readonly statements: ReturnType<typeof prepare>;

  constructor(folder: string) {
    this.database = openForReading(folder);
    this.statements = prepare(this.database);
  }

  /** Undefined for a name that was never written to. */
  stream(name: string): StreamEnd | undefined {
    const original = originalOf(name);
    const key = this.number(this.statements.key, name);
    if (original !== undefined && this.stream(original)?.last === TOMBSTONE) return { key: key ?? 0, last: TOMBSTONE };
    return key === undefined ? undefined : { key, last: this.number(this.statements.last, key) ?? -1 };
  }

  /** A metadata stream keeps its last event only. */
  metadata(stream: string): StreamMetadata {
    if (originalOf(stream) !== undefined) return { maxCount: 1 };
    const info = this.stream(metastreamOf(stream));
    const event = info && this.lastEvent(info);
    return event ? parseMetadata(event.data) : {};
  }

  /** `from` is the first revision wanted. */
  forward({ key, window }: StreamWindow, from: number, limit: number): StoredEvent[] {
    return this.events(this.statements.forward, key, Math.max(from, window.firstRevision), window.createdFromMs, limit);
  }

  backward({ key, window }: StreamWindow, from: number, limit: number): StoredEvent[] {
    return this.events(this.statements.backward, key, from, window.firstRevision, window.createdFromMs, limit);
  }

  /** Whatever its metadata says. */
  lastEvent({ key, last }: StreamEnd): StoredEvent | undefined {
    return this.backward({ key, window: WHOLE }, last, 1)[0];
  }

  /** Events at `position` and after, of all streams. */
  allForward(position: number, limit: number): StoredEvent[] {
    return this.events(this.statements.allForward, position, limit);
  }

  /** Events before `position`, latest first. */
  allBackward(position: number, limit: number): StoredEvent[] {
    return this.events(this.statements.allBackward, position, limit);
  }

  ids(key: number, from: number, limit: number): KnownId[] {
    return this.statements.ids.all(key, from, limit) as KnownId[];
  }

  positionOf(key: number, revision: number): number | undefined {
    return this.number(this.statements.position, key, revision);
  }

  lastPosition(): number {
    return this.number(this.statements.lastPosition) ?? 0;
  }

  lastKey(): number {
    return this.number(this.statements.lastKey) ?? 0;
  }

  close(): void {
    this.database.close();
  }

  private number(statement: StatementSync, ...parameters: (number | string)[]): number | undefined {
    const value = statement.get(...parameters)?.value;
    return typeof value === 'number' ? value : undefined;
  }

  private events(statement: StatementSync, ...parameters: number[]): StoredEvent[] {
    return (statement.all(...parameters) as Row[]).map(({ position, name, revision, id, type, content, created_ms, metadata, data }) => {
      return { position, stream: name, revision, id, type, json: content === CONTENT.json, createdMs: created_ms, metadata, data };
    });
  }
}
