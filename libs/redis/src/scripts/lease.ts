// Holding a lease and letting go of it: both look who holds it in the same step.
import type { Result } from 'ioredis';

const ACQUIRE = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

export const acquireLease = { lua: ACQUIRE, numberOfKeys: 1 };
export const releaseLease = { lua: RELEASE, numberOfKeys: 1 };

declare module 'ioredis' {
  interface RedisCommander<Context> {
    acquireLease(key: string, owner: string, ttlMs: number): Result<number, Context>;
    releaseLease(key: string, owner: string): Result<number, Context>;
  }
}
