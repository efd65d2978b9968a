// An installation of its own for one benchmark: nobody else's data, nobody else's load.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SilentLog } from '@tillstream/event-sourcing';
import { SystemClock } from '@tillstream/platform';
import { type OpenPorts, openPorts } from '@tillstream/runtime';
import { ApiCaller } from '../api/api-caller';
import { untilAnswering } from '../api/health';
import { DataFolder } from '../installation/data-folder';
import type { DemoAccount } from '../installation/demo-account';
import { secretsOf } from '../installation/secrets';
import { freePort } from '../processes/free-port';
import { seedDemoAccount } from '../seed/seed';
import { choosePorts, neededPorts } from '../up/ports';
import { Stack } from '../up/stack';

export interface BenchStack {
  readonly api: ApiCaller;
  readonly account: DemoAccount;
  readonly ports: OpenPorts;
  /** Process ids by name, this process among them as `driver`. */
  readonly pids: Readonly<Record<string, number>>;
  /** One, or two where the benchmark asked for it. */
  readonly apiUrls: readonly string[];
}

/** What is measured comes from one address, with one token and few cards, and is not a flood. */
const NO_LIMITS = {
  LIMIT_ATTEMPTS_PER_MINUTE: '0',
  LIMIT_ATTEMPTS_PER_HOUR: '0',
  LIMIT_ATTEMPTS_PER_SESSION: '0',
  LIMIT_CARDS_PER_SESSION: '0',
  LIMIT_TRIES_PER_CARD: 'false',
  LIMIT_CREATIONS_PER_MINUTE: '0',
};
const READY_WITHIN_MS = 60_000;

/** Ends it and removes its data, whatever becomes of `action`. */
export async function withBenchStack<T>(
  { tell, hasTwoApis }: { readonly tell: (sentence: string) => void; readonly hasTwoApis: boolean },
  action: (stack: BenchStack) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tillstream-bench-'));
  const data = new DataFolder(folder);
  data.open();
  const ports = await choosePorts(data, { wanted: { api: 0, eventStore: 0, redis: 0, sandbox: 0 }, needed: neededPorts(), tell });
  const second = hasTwoApis ? { secondApiPort: await freePort(0, new Set(Object.values(ports))) } : {};
  const stack = new Stack({
    data,
    secrets: secretsOf(data),
    ports,
    tell,
    onGivenUp: tell,
    settings: NO_LIMITS,
    isSandboxForgetful: true,
    ...second,
  });
  const apiUrls = [stack.apiUrl, ...(second.secondApiPort === undefined ? [] : [`http://127.0.0.1:${second.secondApiPort}`])];
  const end = () => void stack.stop().then(() => process.exit(130));
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    await stack.start();
    await Promise.all(apiUrls.map((url) => untilAnswering(url, READY_WITHIN_MS)));
    return await withStoresOf(stack, data, (measured) => action({ ...measured, apiUrls }));
  } finally {
    await stack.stop();
    process.off('SIGINT', end).off('SIGTERM', end);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

async function withStoresOf<T>(stack: Stack, data: DataFolder, action: (stack: Omit<BenchStack, 'apiUrls'>) => Promise<T>): Promise<T> {
  const { masterKey, operatorToken } = secretsOf(data);
  const { eventStore, redis, sandbox } = stack.addresses;
  const { account } = await seedDemoAccount({ data, operator: new ApiCaller(stack.apiUrl, operatorToken), sandbox });
  const ports = await openPorts({
    environment: 'dev',
    eventStoreUrl: eventStore,
    redisUrl: redis,
    masterKey: Buffer.from(masterKey, 'base64'),
    clock: new SystemClock(),
    log: new SilentLog(),
  });
  const pids = Object.fromEntries(stack.running.map(({ name, pid }) => [name, pid]));
  try {
    return await action({ api: new ApiCaller(stack.apiUrl, account.secret_token), account, ports, pids: { ...pids, driver: process.pid } });
  } finally {
    await ports.close();
  }
}
