// Compare-and-set of the view checkpoint, as text.
import type { Result } from 'ioredis';

/** ARGV: what must be there ('' for nothing), what is put there. Answers 1 when moved. */
const LUA = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1`;

export const moveCheckpoint = { lua: LUA, numberOfKeys: 1 };

declare module 'ioredis' {
  interface RedisCommander<Context> {
    moveCheckpoint(key: string, from: string, to: string): Result<number, Context>;
  }
}
