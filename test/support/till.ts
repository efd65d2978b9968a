// The command line of the project as a suite runs it: one command to its end, or `till up` for as long as a suite needs it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildOnce } from './build';
import { eventually } from './eventually';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `till up --ready-file` writes. */
export interface ReadyReport {
  readonly api: string;
  readonly checkout: string;
  readonly event_store: string;
  readonly redis: string;
  readonly sandbox_processors: string;
  readonly account_id: string;
  readonly secret_token: string;
  readonly publishable_token: string;
  readonly price_ids: readonly string[];
  readonly processor_ids: readonly string[];
  readonly pid: number;
}

export interface RunningTill {
  readonly ready: ReadyReport;
  /** All that it has started, by name; itself as `till`. */
  pids(): Readonly<Record<string, number>>;
  stdout(): string;
  stderr(): string;
  /** Sends the signal and waits for the end; answers the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

const READY_WITHIN_MS = 60_000;
const END_WITHIN_MS = 30_000;

/** Runs one command to its end. */
export const till = (...args: readonly string[]): Promise<Ended> => tillWith({}, ...args);

/** The same with settings of its own, such as where the stores are. */
export async function tillWith(settings: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> {
  const { child, stdout, stderr } = await start(args, settings);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout(), stderr: stderr() };
}

/** `till up` on this folder and on ports that are free; whoever starts it ends it. */
export async function tillUp(data: string, ...args: readonly string[]): Promise<RunningTill> {
  const readyFile = path.join(data, 'ready.json');
  rmSync(readyFile, { force: true }); // one that was killed has left it
  const { child, stdout, stderr } = await start(['up', '--data', data, '--any-port', '--ready-file', readyFile, ...args]);
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const isReady = () => hasEnded(child) || (existsSync(readyFile) && (JSON.parse(readFileSync(readyFile, 'utf8')) as ReadyReport));
  const ready = await eventually(isReady, {
    timeoutMs: READY_WITHIN_MS,
    describe: () => `till up is ready; it said ${stdout()}${stderr()}`,
  });
  if (ready === true) throw new Error(`till up ended before it was ready: ${stdout()}${stderr()}`);
  return {
    ready,
    pids: () => ({ till: child.pid ?? 0, ...servicesIn(data) }),
    stdout,
    stderr,
    async end(signal) {
      if (!hasEnded(child)) child.kill(signal);
      const bound = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS);
      const [code, endedBy] = await ended.finally(() => clearTimeout(bound));
      return code ?? endedBy;
    },
  };
}

/** Not even as a process that has ended and that nobody has asked about. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}

async function start(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const program = path.join(await buildOnce(), 'apps/till/src/main.js');
  const env = { ...process.env, ...settings, FORCE_COLOR: undefined }; // whatever the runner of the tests likes
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  return { child, stdout: () => said.out, stderr: () => said.err };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

function servicesIn(data: string): Readonly<Record<string, number>> {
  const running = JSON.parse(readFileSync(path.join(data, 'running.json'), 'utf8')) as {
    readonly services: readonly { readonly name: string; readonly pid: number }[];
  };
  return Object.fromEntries(running.services.map(({ name, pid }) => [name, pid]));
}
