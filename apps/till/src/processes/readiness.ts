// When a child counts as ready: it says so on stdout, or somebody who asks it gets an answer.
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

/** Resolves with the JSON object of the line that holds `"event":"listening"`; never, when there is none. */
export function saysListening(stdout: Readable): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      const said = line.includes('"listening"') ? parsed(line) : undefined;
      if (said?.['event'] === 'listening') resolve(said);
    });
  });
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

const PAUSE_MS = 40;

/** Asks until the answer is yes. Rejects when `signal` is aborted. */
export async function until(isSo: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!(await isSo().catch(() => false))) await pause(PAUSE_MS, undefined, { signal });
}
