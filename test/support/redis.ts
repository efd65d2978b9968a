// A Redis for a suite: the one that REDIS_URL names, else a redis-server of its own, else the embedded one from npm.
// The embedded one keeps nothing on disk and is slow: suites about persistence, load or timing ask `hasRealRedis` first.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Redis } from 'ioredis';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { onPath } from './on-path';
import { temporaryFolder } from './temporary';

export interface RedisForTests {
  readonly url: string;
  readonly kind: 'external' | 'redis-server' | 'embedded';
  /** Empties it: the whole server, or the one database of an external one. */
  flushAll(): Promise<void>;
  /** Where its files are; absent for an external one. */
  readonly folder?: string;
  /** Stops it for a while, or lets it go on. Only a server of the suite's own. */
  signal?(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends the server and removes its files; an external one is left alone. */
  stop(): Promise<void>;
  /** Takes the server down, or kills it, without its files. Only a server of the suite's own. */
  down?(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Brings it up again at the same address: with its data when persistent, else empty. */
  up?(): Promise<void>;
  /** Down and up again. */
  restart?(): Promise<void>;
}

interface Server {
  readonly kind: 'redis-server' | 'embedded';
  readonly command: string;
  readonly args: readonly string[];
}

const upWithinMs = 20_000;

/** Whether suites get a Redis that persists, and is as fast as in production. */
export const hasRealRedis = (): boolean => process.env['REDIS_URL'] !== undefined || onPath('redis-server') !== undefined;

/** Starts (or finds) a Redis and waits until it answers. `persistent`: every write is on disk before it is acknowledged. */
export async function startRedis({ persistent = false }: { readonly persistent?: boolean } = {}): Promise<RedisForTests> {
  const external = process.env['REDIS_URL'];
  if (external !== undefined) {
    return {
      url: external,
      kind: 'external',
      flushAll: () => withClient(external, (client) => client.flushdb()),
      stop: () => Promise.resolve(),
    };
  }
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const folder = await temporaryFolder('redis');
  const server = serverFor({ port, folder: folder.path, persistent });
  let child = await start(server, url);
  // The embedded one does not heed SIGTERM while a client is connected, and has nothing to save.
  const down = (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => end(child, server.kind === 'embedded' ? 'SIGKILL' : signal);
  const up = async () => {
    child = await start(server, url);
  };
  return {
    url,
    kind: server.kind,
    folder: folder.path,
    signal: (signal) => void child.kill(signal),
    flushAll: () => withClient(url, (client) => client.flushall()),
    down,
    up,
    restart: () => down().then(up),
    stop: () => down('SIGKILL').then(() => folder.remove()), // nothing of it is needed any more
  };
}

function serverFor(place: { readonly port: number; readonly folder: string; readonly persistent: boolean }): Server {
  const command = onPath('redis-server');
  if (command === undefined) {
    const cli = path.resolve(__dirname, '../../node_modules/js-redis-server/dist/cli.js');
    return { kind: 'embedded', command: process.execPath, args: [cli, '--port', String(place.port)] };
  }
  const durability = place.persistent ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  const where = ['--bind', '127.0.0.1', '--port', String(place.port), '--dir', place.folder];
  return { kind: 'redis-server', command, args: [...where, '--save', '', ...durability] };
}

async function start({ command, args }: Server, url: string): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: 'ignore' });
  const answers = async () => child.exitCode !== null || (await withClient(url, (client) => client.ping()).then(() => true));
  await eventually(answers, { timeoutMs: upWithinMs, describe: `${command} answers at ${url}` }).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode} before it answered at ${url}`);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function withClient(url: string, action: (client: Redis) => Promise<unknown>): Promise<void> {
  // disconnectTimeout: a timer that a refused connection leaves behind, and that jest would wait for.
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0, disconnectTimeout: 50 });
  client.on('error', () => undefined); // the call itself rejects
  try {
    await client.connect();
    await action(client);
  } finally {
    client.disconnect();
  }
}
