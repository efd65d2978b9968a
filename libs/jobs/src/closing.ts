// Ending within a bound: BullMQ's own close waits for running jobs, and for ever when the connection happens to be away.

interface Closable {
  close(force?: boolean): Promise<void>;
  disconnect(): Promise<void>;
}

/** What has not ended by itself in time has its connections cut. */
export async function closeWithin(all: readonly Closable[], withinMs: number, force = false): Promise<void> {
  if (await isDoneWithin(Promise.all(all.map((one) => one.close(force))), withinMs)) return;
  for (const one of all) void one.disconnect().catch(() => undefined); // it fails when there is nothing left to cut
}

/** Whether `work` ended well in time. */
export async function isDoneWithin(work: Promise<unknown>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), withinMs);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
