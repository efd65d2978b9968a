// A drain that is added while it runs is kept by BullMQ until the running one has finished. One that asks to run again later never
// finishes, so what was kept is looked for here, right after it was put to sleep; later additions wake it by themselves.
// A crash between the two lines loses the wake, not the work: the drain looks at everything again when its own time comes.
import type { Job as BullJob, Worker } from 'bullmq';

export async function takeMissedWake(worker: Worker, job: BullJob): Promise<void> {
  if (job.deduplicationId === undefined) return;
  const client = await worker.getBackend().client;
  if ((await client.del(worker.toKey(`dn:${job.deduplicationId}`))) > 0) await wake(job);
}

/** It may have been woken by another in this very moment; then it is not asleep any more. */
async function wake(job: BullJob): Promise<void> {
  try {
    await job.changeDelay(0);
  } catch (error) {
    if (await job.isDelayed()) throw error;
  }
}
