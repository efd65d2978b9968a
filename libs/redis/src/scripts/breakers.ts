// Failures of one thing in one hash: times within the window, when it was opened, and what was wrong last. By Redis' own clock.
import type { Result } from 'ioredis';

const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

const FAILED = `${NOW}
local most, within, kept, reason = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local times = {}
for at in string.gmatch(redis.call('HGET', KEYS[1], 'times') or '', '%d+') do
  if tonumber(at) > now - within then table.insert(times, at) end
end
local stamp = string.format('%.0f', now)
table.insert(times, stamp)
while #times > most do table.remove(times, 1) end
if #times >= most or redis.call('HEXISTS', KEYS[1], 'opened') == 1 then redis.call('HSET', KEYS[1], 'opened', stamp) end
redis.call('HSET', KEYS[1], 'times', table.concat(times, ' '), 'within', within, 'reason', reason, 'last', stamp)
redis.call('PEXPIRE', KEYS[1], kept)
return 0`;

/** Answers failures within the window, age of the opening (-1: closed), the last reason and its age; nothing where nothing is known. */
const LOOK = `${NOW}
local times, opened, within, reason, last = unpack(redis.call('HMGET', KEYS[1], 'times', 'opened', 'within', 'reason', 'last'))
if not last then return {} end
local recent = 0
for at in string.gmatch(times, '%d+') do
  if tonumber(at) > now - tonumber(within) then recent = recent + 1 end
end
local function age(at) return math.max(0, now - tonumber(at)) end
return {recent, opened and age(opened) or -1, reason, age(last)}`;

export const breakerFailed = { lua: FAILED, numberOfKeys: 1 };
export const lookAtBreaker = { lua: LOOK, numberOfKeys: 1, readOnly: true };

declare module 'ioredis' {
  interface RedisCommander<Context> {
    breakerFailed(key: string, most: number, withinMs: number, keptMs: number, reason: string): Result<number, Context>;
    lookAtBreaker(key: string): Result<[] | [number, number, string, number], Context>;
  }
}
