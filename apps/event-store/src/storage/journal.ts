// The only writer of the store's file. Lives in the writer's thread: each commit waits for the disk.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TOMBSTONE } from '../core/event';
import { CONTENT, openForWriting } from './schema';
import type { Transaction } from './transaction';

export class Journal {
  private readonly database: DatabaseSync;
  private readonly insertStream: StatementSync;
  private readonly insertEvent: StatementSync;
  private readonly erase: StatementSync;
  private logHoldsErased = true;

  constructor(folder: string) {
    this.database = openForWriting(folder);
    this.insertStream = this.database.prepare('INSERT INTO streams VALUES (?, ?)');
    this.insertEvent = this.database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    // Overwrites in place instead of deleting: a row of unchanged length stays where it is, whereas deleting makes SQLite move the
    // neighbours between pages, and copies of them may survive in the gaps and outlive an erasure of their own.
    this.erase = this.database.prepare(
      `UPDATE events SET content = ${CONTENT.erased}, metadata = zeroblob(length(metadata)), data = zeroblob(length(data))
       WHERE stream = ? AND revision < ${TOMBSTONE}`,
    );
    this.emptyLog(); // a crash may have come between an erasure and this
  }

  /** Durable when it returns. @throws with nothing of it written, for instance when the disk is full. */
  commit(transaction: Transaction): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      this.write(transaction);
      this.database.exec('COMMIT');
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
    this.logHoldsErased ||= transaction.erase.length > 0;
    if (this.logHoldsErased) this.emptyLog();
  }

  close(): void {
    this.emptyLog();
    this.database.close();
  }

  private write({ streams, rows, erase, bytes }: Transaction): void {
    for (const [key, name] of streams) this.insertStream.run(key, name);
    let offset = 0;
    for (const { values, metadataBytes, dataBytes } of rows) {
      const middle = offset + metadataBytes;
      this.insertEvent.run(...values, bytes.subarray(offset, middle), bytes.subarray(middle, middle + dataBytes));
      offset = middle + dataBytes;
    }
    for (const key of erase) this.erase.run(key);
  }

  /** Moves the write-ahead log, which still holds what was erased, into the file. Tried again with the next commit if it fails. */
  private emptyLog(): void {
    try {
      this.logHoldsErased = this.database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy !== 0;
    } catch {
      this.logHoldsErased = true; // what was committed stands: only the cleaning is late
    }
  }
}
