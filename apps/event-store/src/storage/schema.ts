// The two tables of the store and the settings of its connections.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * What a row of `events` holds. Never 0 or 1: SQLite stores those in no byte at all, and a row must keep its length when it is
 * erased (see journal.ts).
 */
export const CONTENT = { binary: 2, json: 3, erased: 4 } as const;

/** No index on event ids: random keys would make appends slower the larger the store. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS streams (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL,
    content INTEGER NOT NULL, created_ms INTEGER NOT NULL, metadata BLOB NOT NULL, data BLOB NOT NULL);
  CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (stream, revision);`;

/** Waits this long for a lock; the other connection never holds one longer than a page of rows takes. */
const BUSY_MS = 2_000;

const open = (folder: string, readOnly: boolean): DatabaseSync =>
  new DatabaseSync(join(folder, 'events.sqlite'), { readOnly, timeout: BUSY_MS });

export function openForWriting(folder: string): DatabaseSync {
  const database = open(folder, false);
  database.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  database.exec(`PRAGMA cache_size = -16000; ${SCHEMA}`);
  return database;
}

/** The file must exist already. */
export function openForReading(folder: string): DatabaseSync {
  const database = open(folder, true);
  database.exec('PRAGMA cache_size = -32000');
  return database;
}
