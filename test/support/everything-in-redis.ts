// All that a Redis holds, as one text: names and values of every type.
import { Redis } from 'ioredis';

const READ: Readonly<Record<string, (redis: Redis, key: string) => Promise<unknown>>> = {
  string: (redis, key) => redis.get(key),
  hash: (redis, key) => redis.hgetall(key),
  list: (redis, key) => redis.lrange(key, 0, -1),
  set: (redis, key) => redis.smembers(key),
  zset: (redis, key) => redis.zrange(key, '0', '-1'),
  stream: (redis, key) => redis.xrange(key, '-', '+'),
};

/** Throws for a type that it cannot read. */
export async function everythingIn(url: string): Promise<string> {
  const redis = new Redis(url);
  try {
    const parts: unknown[] = [];
    for (const key of await redis.keys('*')) {
      const type = await redis.type(key);
      const read = READ[type];
      if (!read && type !== 'none') throw new Error(`${key} is a ${type}`);
      parts.push(key, await read?.(redis, key)); // none: it ended in between
    }
    return JSON.stringify(parts);
  } finally {
    redis.disconnect();
  }
}
