// The projector starts over. What is missing in the views is made again; a document that is as new as its events stays.
import { randomBytes } from 'node:crypto';
import type { OpenPorts } from '@tillstream/runtime';
import { type CommonOptions, dataFolderOf, type Invocation } from '../command';
import { CommandFailure, ExitCode } from '../exit-codes';
import { withStores } from '../installation/stores';
import { progressBar } from '../terminal/progress';

const LOOK_EVERY_MS = 100;
const STANDSTILL_MS = 30_000;

export async function rebuild(flags: CommonOptions, { terminal }: Invocation): Promise<void> {
  const begunAt = performance.now();
  await withStores(dataFolderOf(flags), async (ports) => {
    await dropCheckpoint(ports);
    await watch(ports);
  });
  const seconds = Number(((performance.now() - begunAt) / 1_000).toFixed(1));
  if (flags.json) terminal.json({ rebuilt: true, seconds });
  else terminal.say(`The views are complete again after ${seconds} s.`);
}

/** Compare-and-set against a projector that moves it at the same time. */
async function dropCheckpoint({ viewStore }: OpenPorts): Promise<void> {
  const fresh = { generation: randomBytes(15).toString('base64url'), position: null, complete: false };
  while (!(await viewStore.moveCheckpoint(await viewStore.checkpoint(), fresh)));
}

async function watch({ viewStore, eventStore, clock }: OpenPorts): Promise<void> {
  const total = (await eventStore.head()) ?? 0n;
  const bar = progressBar('rebuilding');
  let [moved, movedAt] = [-1n, clock.now()];
  try {
    for (;;) {
      const at = await viewStore.checkpoint();
      if (at?.complete) return;
      const position = at?.position ?? 0n;
      if (position !== moved) [moved, movedAt] = [position, clock.now()];
      if (clock.now() - movedAt > STANDSTILL_MS)
        throw new CommandFailure(ExitCode.notRunning, 'No projector is working on it: start a worker. It will begin at the first event.');
      bar.at(Number(position), Number(total));
      await clock.sleep(LOOK_EVERY_MS);
    }
  } finally {
    bar.end();
  }
}
