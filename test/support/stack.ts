// The whole system as processes of its own: event store, Redis, sandbox processors, API and worker, on free ports and temporary folders.
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { buildOnce } from './build';
import { freePort } from './free-port';
import { type ProcessPlan, type RunningProcess, startProcess } from './processes';
import { type RedisForTests, startRedis } from './redis';
import { temporaryFolder } from './temporary';

export type PartName = 'event-store' | 'sandbox-processors' | 'api' | 'second api' | 'worker';

export interface Stack {
  readonly apiUrl: string;
  readonly sandboxUrl: string;
  readonly eventStoreUrl: string;
  /** Where the event store keeps its files. */
  readonly eventsFolder: string;
  /** Where the sandbox processors keep theirs. */
  readonly processorsFolder: string;
  /** All that the processes have said, a file each. */
  readonly logsFolder: string;
  readonly redis: RedisForTests;
  readonly operatorToken: string;
  readonly masterKey: string;
  part(name: PartName): RunningProcess;
  /** kill -9, then the same again on the same port and data. */
  crash(name: PartName): Promise<void>;
  /** Starts again what was killed. */
  revive(name: PartName): Promise<void>;
  /** One more API process over the same stores, the part `second api`. */
  anotherApi(): Promise<{ readonly url: string; kill(): Promise<void> }>;
  /** Ends everything and removes its files. */
  stop(): Promise<void>;
}

const OPERATOR_TOKEN = 'operator-token-of-this-test-run-only';
/** Everything here comes from one address, with few cards and one token. */
const NO_LIMITS = {
  LIMIT_ATTEMPTS_PER_MINUTE: '0', LIMIT_ATTEMPTS_PER_HOUR: '0', LIMIT_ATTEMPTS_PER_SESSION: '0', LIMIT_CARDS_PER_SESSION: '0', LIMIT_TRIES_PER_CARD: 'false',
  LIMIT_CREATIONS_PER_MINUTE: '0',
}; // prettier-ignore
const portOf = (running: RunningProcess): number => (running.ready as { readonly port: number }).port;

/** @param extra settings of API and worker; `persistentRedis`: every write to Redis is on the disk before it is acknowledged. */
export async function startStack(extra: Readonly<Record<string, string>> = {}, { persistentRedis = false } = {}): Promise<Stack> {
  const dist = await buildOnce();
  const folder = await temporaryFolder('stack');
  const redis = await startRedis({ persistent: persistentRedis });
  const logsFolder = path.join(folder.path, 'logs');
  const logFile = (name: string) => path.join(logsFolder, `${name}.log`);
  await mkdir(logsFolder);
  const masterKey = randomBytes(32).toString('base64');
  const plans = new Map<PartName, ProcessPlan>();
  const parts = new Map<PartName, RunningProcess>();
  const main = (app: string) => path.join(dist, 'apps', app, 'src/main.js');

  const start = async (name: PartName, args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const port = await freePort();
    const plan = {
      name,
      command: 'node',
      args: [main(name), ...args.map((arg) => arg.replace('PORT', String(port)))],
      env: { ...env, PORT: String(port) },
      readyWithinMs: 60_000,
      logFile: logFile(name),
    };
    plans.set(name, plan);
    parts.set(name, await startProcess(plan));
    return portOf(part(name));
  };
  const part = (name: PartName): RunningProcess => {
    const running = parts.get(name);
    if (!running) throw new Error(`${name} was not started`);
    return running;
  };
  const revive = async (name: PartName): Promise<void> => {
    const plan = plans.get(name);
    if (!plan) throw new Error(`${name} was not started`);
    parts.set(name, await startProcess(plan));
  };
  const stop = async () => {
    for (const name of ['second api', 'api', 'worker', 'sandbox-processors', 'event-store'] as const) await parts.get(name)?.stop();
    await redis.stop();
    await folder.remove();
  };

  try {
    const eventsFolder = path.join(folder.path, 'events');
    const eventStorePort = await start('event-store', ['--port', 'PORT', '--data', eventsFolder]);
    const eventStoreUrl = `esdb://127.0.0.1:${eventStorePort}?tls=false`;
    const processorsFolder = path.join(folder.path, 'processors');
    const sandboxPort = await start('sandbox-processors', ['--port', 'PORT', '--data', processorsFolder]);
    const apiPort = await freePort();
    const apiUrl = `http://127.0.0.1:${apiPort}`;
    const env = {
      EVENTSTORE_URL: eventStoreUrl, REDIS_URL: redis.url, MASTER_KEY: masterKey, PUBLIC_URL: apiUrl, OPERATOR_TOKEN, ENVIRONMENT: 'dev',
      ALLOW_INSECURE_WEBHOOKS: 'true', LOG_LEVEL: 'warn', ...NO_LIMITS, ...extra,
    }; // prettier-ignore
    const startApi = async (name: 'api' | 'second api', port: number): Promise<void> => {
      plans.set(name, {
        name, command: 'node', args: [main('api')], env: { ...env, PORT: String(port) }, readyWithinMs: 60_000, logFile: logFile(name),
      }); // prettier-ignore
      await revive(name);
    };
    await startApi('api', apiPort);
    await start('worker', [], env);
    return {
      apiUrl, eventStoreUrl, eventsFolder, processorsFolder, logsFolder, redis, masterKey, part, revive, stop,
      sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
      operatorToken: OPERATOR_TOKEN,
      anotherApi: async () => {
        const port = await freePort();
        await startApi('second api', port);
        return { url: `http://127.0.0.1:${port}`, kill: () => part('second api').kill('SIGKILL') };
      },
      crash: async (name) => {
        await part(name).kill('SIGKILL');
        await revive(name);
      },
    }; // prettier-ignore
  } catch (error) {
    await stop();
    throw error;
  }
}
