// A process that only watches: its standard input is a pipe from `till up`. When that closes without a good-bye (kill -9), it ends the
// children, which would otherwise run on for ever. Each line names a child: `+<pid>` was started, `-<pid>` has ended.
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const END_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;
const children = new Set<number>();

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false; // gone
  }
}

async function endAll(): Promise<void> {
  for (const pid of children) signal(pid, 'SIGTERM');
  const endsAt = performance.now() + END_WITHIN_MS;
  const areThere = () => [...children].some((pid) => signal(pid, 0));
  while (areThere() && performance.now() < endsAt) await pause(LOOK_EVERY_MS);
  for (const pid of children) signal(pid, 'SIGKILL');
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined); // only the pipe counts

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) children.add(pid);
    else children.delete(pid);
  })
  .on('close', () => void endAll());
