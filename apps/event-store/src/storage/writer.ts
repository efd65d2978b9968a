// The main thread's end of the writer's thread: one question at a time.
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Transaction } from './transaction';
import type { WriterAnswer } from './writer.worker';

export interface Writer {
  /** Resolves once the disk has it. @throws with nothing of it written. */
  commit(transaction: Transaction): Promise<void>;
  close(): Promise<void>;
}

/**
 * Resolves when the store's file is open. Should the thread die later, `onDeath` is called: what it was writing may or may not be
 * there, so the process had better end and recover.
 */
export async function startWriter(folder: string, onDeath: (error: Error) => void): Promise<Writer> {
  const worker = new Worker(join(__dirname, 'writer.worker.js'), { workerData: folder });
  await once(worker, 'message');
  let answer: (refusal: WriterAnswer) => void = () => undefined;
  worker.on('message', (refusal: WriterAnswer) => answer(refusal)).on('error', onDeath);

  const ask = (transaction: Transaction | null): Promise<void> =>
    new Promise((resolve, reject) => {
      answer = (refusal) => (refusal === undefined ? resolve() : reject(new Error(refusal)));
      worker.postMessage(transaction, transaction ? [transaction.bytes.buffer] : []);
    });
  return { commit: ask, close: () => ask(null) };
}

/** Says once when the storage begins to refuse, and once when it takes writes again. */
export function reported(writer: Writer, log: Pick<Logger, 'error' | 'info'>): Writer {
  let refusing = false;
  async function commit(transaction: Transaction): Promise<void> {
    try {
      await writer.commit(transaction);
    } catch (error) {
      if (!refusing) log.error({ err: error }, 'The storage takes no writes. Reads go on.');
      refusing = true;
      throw error;
    }
    if (refusing) log.info('The storage takes writes again.');
    refusing = false;
  }
  return { commit, close: () => writer.close() };
}
