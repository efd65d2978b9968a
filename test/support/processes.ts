// The processes of a system under test: started, known to be ready, paused, killed and ended.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface ProcessPlan {
  /** A program; `node` is the Node that runs the test. */
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the environment of the test; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** What failures call it. */
  readonly name: string;
  /** How long it may take to say that it listens. */
  readonly readyWithinMs?: number;
  /** All that it says on stdout and stderr is added to this file. */
  readonly logFile?: string;
}

export interface RunningProcess {
  readonly pid: number;
  /** The JSON object with the word "listening" that it wrote to stdout, parsed. */
  readonly ready: unknown;
  /** Asks it to end and waits; after ten seconds it is killed. A second call does nothing. */
  stop(): Promise<void>;
  /** Sends a signal. After SIGKILL it also waits for the end. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** The last part of what it wrote to stderr. */
  stderr(): string;
}

const stopWithinMs = 10_000;
const tailLength = 8_000;

/**
 * Starts a process and waits until it says on stdout that it listens.
 * @throws Error with the end of its stderr when it ends first, or says nothing in time (it is killed then).
 */
export async function startProcess(plan: ProcessPlan): Promise<RunningProcess> {
  const child = spawn(plan.command === 'node' ? process.execPath : plan.command, plan.args, {
    cwd: plan.cwd,
    env: { ...process.env, ...plan.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { logFile } = plan;
  if (logFile !== undefined)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: string | Buffer) => appendFileSync(logFile, chunk));
  const stderr = tailOf(child.stderr);
  const ended = endOf(child);
  const ready = await readiness(child, plan, ended).catch(async (cause: unknown) => {
    child.kill('SIGKILL');
    await ended;
    throw new Error(`${plan.name}: ${String(cause)}\n${stderr()}`, { cause });
  });
  return { pid: child.pid ?? 0, ready, stderr, ...control(child, ended) };
}

function control(child: ChildProcess, ended: Promise<string>): Pick<RunningProcess, 'stop' | 'kill'> {
  return {
    async stop() {
      child.kill('SIGTERM');
      child.kill('SIGCONT'); // a process paused by SIGSTOP would never see the other
      const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      await ended.finally(() => clearTimeout(timer));
    },
    async kill(signal) {
      child.kill(signal);
      if (signal === 'SIGKILL') await ended;
    },
  };
}

/** Resolves with how the process ended; never rejects, so that nobody has to listen. */
async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return signal === null ? `exit code ${String(code)}` : signal;
  } catch (error) {
    return String(error); // it could not be started at all
  }
}

function readiness(child: ChildProcess & { stdout: Readable }, plan: ProcessPlan, ended: Promise<string>): Promise<unknown> {
  const withinMs = plan.readyWithinMs ?? 30_000;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`did not listen within ${withinMs} ms`)), withinMs);
    // The lines are read to the end, ready or not: a full pipe would stop the process.
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = listening(line);
      if (message !== undefined) resolve(message);
    });
    void ended.then((how) => {
      clearTimeout(timer);
      reject(new Error(`ended before it listened (${how})`)); // says nothing when it did listen
    });
  });
}

function listening(line: string): unknown {
  if (!line.startsWith('{') || !line.includes('"listening"')) return undefined;
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function tailOf(stream: Readable): () => string {
  let tail = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-tailLength);
  });
  return () => tail;
}
