// Ends queues and workers within a bound: BullMQ's own close waits for running jobs, and for ever when the connection is just away.
import type { Queue, Worker } from 'bullmq';

/** False when not everything had ended by itself in time; its connections are cut then. */
export async function closeWithin(all: readonly (Queue | Worker)[], withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs);
  });
  const ended = Promise.all(all.map((one) => one.close())).then(
    () => true,
    () => false,
  );
  const isDone = await Promise.race([ended, late]).finally(() => clearTimeout(timer));
  if (!isDone) for (const one of all) void one.disconnect().catch(() => undefined); // it fails when there is nothing left to cut
  return isDone;
}
