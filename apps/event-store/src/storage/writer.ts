// The main thread's end of the writer's thread: one question at a time.
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
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
  worker.on('error', onDeath);

  const ask = async (transaction: Transaction | null): Promise<void> => {
    worker.postMessage(transaction, transaction ? [transaction.bytes.buffer] : []);
    const [refusal] = (await once(worker, 'message')) as [WriterAnswer];
    if (refusal !== undefined) throw new Error(refusal);
  };
  return { commit: ask, close: () => ask(null) };
}
