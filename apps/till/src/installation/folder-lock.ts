// One `till up` per data folder. An open exclusive transaction is a lock of the operating system's: it ends with the process however
// that dies, so there is nothing stale to clean up after kill -9.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Lock {
  close(): void;
}

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === SQLITE_BUSY;

/** Undefined if another process has it. */
export function lockFolder(file: string): Lock | undefined {
  mkdirSync(path.dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

export function isLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  const lock = lockFolder(file);
  lock?.close();
  return lock === undefined;
}
