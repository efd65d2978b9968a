// `till up`, from the data folder to the end: everything in one process tree, and nothing of it left behind.
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiCaller } from '../api/api-caller';
import { untilAnswering } from '../api/health';
import { CommandFailure, ExitCode } from '../exit-codes';
import { type DataFolder, writeAtomically } from '../installation/data-folder';
import type { Lock } from '../installation/folder-lock';
import { forgetRunning, keepRunning, keepServices } from '../installation/running';
import { secretsOf } from '../installation/secrets';
import { connectNotices } from '../seed/notices';
import { seedDemoAccount } from '../seed/seed';
import type { Terminal } from '../terminal/terminal';
import { Ending } from './ending';
import { choosePorts, neededPorts, type WantedPorts } from './ports';
import { type ReadyReport, readyReport } from './ready';
import { Stack } from './stack';

export interface UpOptions {
  readonly data: DataFolder;
  readonly reset: boolean;
  readonly ports: WantedPorts;
  readonly readyFile: string | undefined;
  readonly verbose: boolean;
  /** Called once everything answers. */
  readonly onReady: (report: ReadyReport, seconds: string) => void;
}

const READY_WITHIN_MS = 60_000;

/** Resolves when everything has ended in order. */
export async function up(terminal: Terminal, options: UpOptions): Promise<void> {
  const { data, readyFile } = options;
  const lock = await takeFolder(data);
  const ending = new Ending();
  if (readyFile !== undefined) rmSync(readyFile, { force: true }); // what an earlier start wrote is true no more
  const stack = await prepare(terminal, options, ending);
  const begunAt = performance.now();
  try {
    const bringing = bringUp(terminal, stack, data);
    bringing.catch(() => undefined); // it may fail because of the end that was asked for
    const report = await Promise.race([bringing, ending.begun]);
    if (report) {
      if (readyFile !== undefined) writeAtomically(readyFile, `${JSON.stringify(report)}\n`);
      options.onReady(report, ((performance.now() - begunAt) / 1_000).toFixed(1));
      await ending.begun;
    }
    terminal.note('Ending…');
  } finally {
    await stack.stop();
    forgetRunning(data);
    if (readyFile !== undefined) rmSync(readyFile, { force: true });
    lock.close();
  }
  ending.assertWanted();
}

/** Makes the folder ours for as long as this process lives. */
async function takeFolder(data: DataFolder): Promise<Lock> {
  data.open();
  for (let tries = 1; ; tries++) {
    const lock = data.lock();
    if (lock) return lock;
    // Somebody who only looks whether it is locked holds it for a moment.
    if (tries === 5) throw new CommandFailure(ExitCode.failed, `Another \`till up\` runs on ${data.folder}. See: npm run till -- status`);
    await pause(100);
  }
}

async function prepare(terminal: Terminal, { data, reset, ports, verbose }: UpOptions, ending: Ending): Promise<Stack> {
  if (reset) data.reset();
  data.open();
  const { yellow, dim } = terminal.colours;
  const tell = (sentence: string) => terminal.note(yellow(sentence));
  const stack: Stack = new Stack({
    data,
    secrets: secretsOf(data),
    ports: await choosePorts(data, { wanted: ports, needed: neededPorts(), tell }),
    tell,
    show: verbose ? (line) => terminal.note(dim(line)) : undefined,
    onRestart: () => keepServices(data, stack.running),
    onGivenUp: (service) => ending.give(`${service} does not come up again. Its log is in ${data.file('logs')}.`),
  });
  return stack;
}

async function bringUp(terminal: Terminal, stack: Stack, data: DataFolder): Promise<ReadyReport> {
  await stack.start();
  const { status } = await untilAnswering(stack.apiUrl, READY_WITHIN_MS);
  if (status !== 'ok') terminal.note('The lists are still being rebuilt from the events; reads by id work meanwhile.');
  const { operatorToken } = secretsOf(data);
  const { eventStore, redis, sandbox, publicUrl } = stack.addresses;
  const { account } = await seedDemoAccount({ data, operator: new ApiCaller(stack.apiUrl, operatorToken), sandbox });
  await connectNotices(account, { api: stack.apiUrl, sandbox });
  const { pid } = process;
  keepRunning(data, {
    pid,
    api: stack.apiUrl,
    public_url: publicUrl,
    event_store: eventStore,
    redis,
    sandbox_processors: sandbox,
    services: stack.running,
  });
  return readyReport({ api: stack.apiUrl, publicUrl, eventStore, redis, sandbox }, account, pid);
}
