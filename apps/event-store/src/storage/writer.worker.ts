// The writer's thread: one transaction per message, one answer per transaction. `null` in place of a transaction closes the file.
import { parentPort, workerData } from 'node:worker_threads';
import { Journal } from './journal';
import type { Transaction } from './transaction';

/** Undefined when it is done, otherwise why nothing of it was written. */
export type WriterAnswer = string | undefined;

function serve(journal: Journal, transaction: Transaction | null): WriterAnswer {
  try {
    if (transaction) journal.commit(transaction);
    else journal.close();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

if (parentPort) {
  const port = parentPort;
  const journal = new Journal(String(workerData));
  port.on('message', (transaction: Transaction | null) => {
    port.postMessage(serve(journal, transaction));
    if (!transaction) port.close();
  });
  port.postMessage(undefined); // the file is open and recovered
}
