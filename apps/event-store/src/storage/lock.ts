// One process per data folder. An open exclusive transaction on a database of its own is a lock of the operating system's:
// it ends with the process however that dies, so there is nothing stale to clean up after kill -9.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_BUSY;

/** Creates the folder if need be. The lock, to be closed in the end; undefined if another process has it. */
export function lockFolder(folder: string): Pick<DatabaseSync, 'close'> | undefined {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}
