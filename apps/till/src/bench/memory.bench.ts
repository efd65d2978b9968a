// Row 11: what an open session takes in Redis, with everything that stands there because of it: document, lists, timers, jobs.
import { setTimeout as pause } from 'node:timers/promises';
import { SilentLog } from '@tillstream/event-sourcing';
import { RedisConnections } from '@tillstream/redis';
import type { Bench } from './bench';
import { load } from './load';
import { CONCURRENT } from './measure';
import { SessionCalls } from './session-calls';

type Redis = RedisConnections['views'];

/** Between two looks at a server that may still be busy with what came before. */
const LOOK_AGAIN_MS = 500;
const STEADY_LOOKS = 4;
const SCANNED_AT_ONCE = 1_000;

export const benchMemory: Bench = async (stack, { sessions, tell }) => {
  const calls = new SessionCalls(stack);
  const redis = new RedisConnections({ url: stack.ports.redisUrl, log: new SilentLog(), viewsTimeoutMs: 10_000 });
  try {
    await redis.ready(LOOK_AGAIN_MS);
    await calls.create(); // what is there once for all is there before
    const [before, bytesBefore] = [await steadyBytes(redis.views), await bytesByKind(redis.views)];
    await createMany(calls, sessions, tell);
    const [after, bytesAfter] = [await steadyBytes(redis.views), await bytesByKind(redis.views)];
    const perSession = (bytes: number) => Math.round(bytes / sessions);
    const kinds = Object.keys(bytesAfter).map((kind) => ({ kind, bytes: perSession((bytesAfter[kind] ?? 0) - (bytesBefore[kind] ?? 0)) }));
    const total = perSession(after - before);
    const told = kinds.filter(({ bytes }) => bytes > 0).sort((left, right) => right.bytes - left.bytes);
    return {
      table: [['kind of key', 'bytes per session'], ...told.map(({ kind, bytes }) => [kind, String(bytes)])],
      verdicts: [`${total} bytes of Redis per open session (reach 2500), ${sessions} sessions, growth of used_memory`],
      figures: { total, sessions, kinds: told },
    };
  } finally {
    await redis.close();
    await calls.close();
  }
};

async function createMany(calls: SessionCalls, sessions: number, tell: (sentence: string) => void): Promise<void> {
  let left = sessions;
  tell(`creating ${sessions} sessions…`);
  const until = async () => {
    while (left-- > 0) await calls.create();
  };
  await load({ workers: CONCURRENT, forMs: 1 }, until);
}

/** The lowest of several looks in a row without a lower one: buffers of connections come and go. */
async function steadyBytes(redis: Redis): Promise<number> {
  let lowest = Infinity;
  for (let looks = 0; looks < STEADY_LOOKS; looks++) {
    const bytes = Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
    if (bytes < lowest) [lowest, looks] = [bytes, 0];
    await pause(LOOK_AGAIN_MS);
  }
  return lowest;
}

/** Bytes of all keys, by their name without ids. */
async function bytesByKind(redis: Redis): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'COUNT', SCANNED_AT_ONCE);
    const sizes = await Promise.all(keys.map((key) => redis.memory('USAGE', key, 'SAMPLES', 0)));
    keys.forEach((key, index) => (found[kindOf(key)] = (found[kindOf(key)] ?? 0) + (sizes[index] ?? 0)));
    cursor = next;
  } while (cursor !== '0');
  return found;
}

const kindOf = (key: string): string => key.replaceAll(/\{acc_[^}]*\}/g, '{account}').replaceAll(/[0-9A-Za-z]{20,}/g, '…');
