// One hit on a sliding window: looks and counts in the same step, by Redis' own clock.
import type { Result } from 'ioredis';

/** Answers how long to wait, 0 when the hit is allowed. After a clock that was set back nobody waits longer than one window. */
const HIT = `
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local oldest = tonumber(redis.call('LINDEX', KEYS[1], -limit) or nil)
if oldest and oldest > now - window then return math.min(window, oldest + window - now) end
redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
redis.call('LTRIM', KEYS[1], -limit, -1)
redis.call('PEXPIRE', KEYS[1], window)
return 0`;

export const hitRateLimit = { lua: HIT, numberOfKeys: 1 };

declare module 'ioredis' {
  interface RedisCommander<Context> {
    hitRateLimit(key: string, limit: number, windowMs: number): Result<number, Context>;
  }
}
