// The steps on pending deliveries, each one atomic. All keys share the tag {hooks}; they are made in here from the endpoint's key.
//
// Per endpoint: `pending` message → position, `lanes` the same messages as text, so that a stream's earliest is found at once,
// `ready` and `waiting` the earliest message of each stream (by position; by the time when it may go), `deferred` message → time,
// `tries`, `health`. Of all: `lag` endpoint → position of its first pending message, `wake` endpoint → time of its next step.
import type { Result } from 'ioredis';

const PRELUDE = `
local T = '{hooks}:'
local function k(kind, e) return T .. kind .. ':' .. e end
local function text(n) return string.format('%.0f', n) end

-- The earliest message of the stream that m belongs to: '_' follows the stream's name, '\`' follows '_'.
local function head(e, m)
  local lane = string.sub(m, 1, 21)
  return redis.call('ZRANGEBYLEX', k('lanes', e), '[' .. lane .. '_', '(' .. lane .. '\`', 'LIMIT', 0, 1)[1]
end

local function lag(e)
  local first = redis.call('ZRANGE', k('pending', e), 0, 0, 'WITHSCORES')
  if first[1] then redis.call('ZADD', T .. 'lag', first[2], e) else redis.call('ZREM', T .. 'lag', e) end
end

local function ready(e, m)
  redis.call('ZADD', k('ready', e), redis.call('ZSCORE', k('pending', e), m), m)
end

local function forget(e, m)
  local wasPending = redis.call('ZREM', k('pending', e), m) == 1
  for _, kind in ipairs({'lanes', 'ready', 'waiting', 'deferred'}) do redis.call('ZREM', k(kind, e), m) end
  redis.call('HDEL', k('tries', e), m)
  if not wasPending then return end
  local following = head(e, m)
  if following and not redis.call('ZSCORE', k('waiting', e), following) then ready(e, following) end
  lag(e)
end

-- When the endpoint has something to do next; nil when nothing waits.
local function wake(e, now)
  local at = nil
  if redis.call('ZCARD', k('ready', e)) > 0 then at = now end
  for _, kind in ipairs({'waiting', 'deferred'}) do
    local first = redis.call('ZRANGE', k(kind, e), 0, 0, 'WITHSCORES')
    if first[2] then at = math.min(at or math.huge, math.max(now, tonumber(first[2]))) end
  end
  if not at then
    redis.call('ZREM', T .. 'wake', e)
    return nil
  end
  local paused = redis.call('HGET', k('health', e), 'pausedUntil')
  if paused then at = math.max(now, tonumber(paused)) end
  redis.call('ZADD', T .. 'wake', text(at), e)
  return at
end

local function drop(e)
  for _, kind in ipairs({'pending', 'lanes', 'ready', 'waiting', 'deferred', 'tries', 'health'}) do redis.call('DEL', k(kind, e)) end
  redis.call('ZREM', T .. 'lag', e)
  redis.call('ZREM', T .. 'wake', e)
end

local function apply(epoch, change, now)
  local kind, e, m = change[1], change[2], change[3]
  if kind == 'endpoint' then
    redis.call('HSET', k('endpoints', epoch), e, m)
    return
  end
  if kind == 'drop' then
    redis.call('HDEL', k('endpoints', epoch), e)
    drop(e)
    return
  end
  if kind == 'add' and redis.call('ZADD', k('pending', e), 'NX', change[4], m) == 1 then
    redis.call('ZADD', k('lanes', e), 0, m)
    redis.call('ZADD', T .. 'lag', 'LT', change[4], e)
    if head(e, m) == m then ready(e, m) end
  elseif kind == 'defer' then
    forget(e, m)
    redis.call('ZADD', k('deferred', e), change[4], m)
    redis.call('HSET', k('tries', e), m, change[5])
  elseif kind == 'end' then
    redis.call('ZREM', k('deferred', e), m)
    if not redis.call('ZSCORE', k('pending', e), m) then redis.call('HDEL', k('tries', e), m) end
  end
  return wake(e, now)
end
`;

/** Forgets what an epoch that is gone has left behind. 0 when one is open. */
const CLEAR = `
if redis.call('EXISTS', T .. 'epoch') == 1 then return 0 end
for _, set in ipairs({'lag', 'wake'}) do
  for _, e in ipairs(redis.call('ZRANGE', T .. set, 0, -1)) do drop(e) end
end
return 1`;

/** ARGV: epoch, changes. Prepares a part of an epoch that is not open yet; a crash leaves it to expire. */
const PREPARE = `
if redis.call('EXISTS', T .. 'epoch') == 1 then return 0 end
for _, change in ipairs(cjson.decode(ARGV[2])) do apply(ARGV[1], change, 0) end
redis.call('EXPIRE', k('endpoints', ARGV[1]), 600)
return 1`;

/** ARGV: epoch, enqueued, resumed. */
const OPEN = `
if redis.call('EXISTS', T .. 'epoch') == 1 then return 0 end
redis.call('PERSIST', k('endpoints', ARGV[1]))
redis.call('MSET', T .. 'epoch', ARGV[1], T .. 'enqueued', ARGV[2], T .. 'resumed', ARGV[3])
return 1`;

/** ARGV: epoch, from, to, now, changes. Answers the endpoints that have work now, or nil when the place is another. */
const ENQUEUE = `
if redis.call('GET', T .. 'epoch') ~= ARGV[1] or redis.call('GET', T .. 'enqueued') ~= ARGV[2] then return nil end
redis.call('SET', T .. 'enqueued', ARGV[3])
local now, awake = tonumber(ARGV[4]), {}
for _, change in ipairs(cjson.decode(ARGV[5])) do
  local at = apply(ARGV[1], change, now)
  awake[change[2]] = at ~= nil and at <= now
end
local found = {}
for e, isAwake in pairs(awake) do
  if isAwake then found[#found + 1] = e end
end
return found`;

/** ARGV: epoch, how many endpoints to name. Answers enqueued, the position of the first that is not named (or ''), and endpoints with positions. */
const SETTLED = `
local enqueued = redis.call('GET', T .. 'enqueued')
if redis.call('GET', T .. 'epoch') ~= ARGV[1] or not enqueued then return nil end
local unnamed = redis.call('ZRANGE', T .. 'lag', ARGV[2], ARGV[2], 'WITHSCORES')
local answer = {enqueued, unnamed[2] or ''}
local named = redis.call('ZRANGE', T .. 'lag', 0, ARGV[2] - 1, 'WITHSCORES')
for i = 1, #named do answer[#answer + 1] = named[i] end
return answer`;

/** ARGV: endpoint, now, limit, limit of deferred ones, lease. Answers the next time (or ''), then message, tries, probe and deferred as 0 or 1. */
const CLAIM = `
local e, now, until_ = ARGV[1], tonumber(ARGV[2]), text(ARGV[2] + ARGV[5])
local claimed = {}
local function take(kind, m, isProbe)
  if kind == 'waiting' then redis.call('ZREM', k('ready', e), m) end
  redis.call('ZADD', k(kind, e), until_, m)
  for _, part in ipairs({m, redis.call('HGET', k('tries', e), m) or '0', isProbe, kind == 'deferred' and '1' or '0'}) do
    claimed[#claimed + 1] = part
  end
end

local paused = redis.call('HGET', k('health', e), 'pausedUntil')
if paused and tonumber(paused) <= now then
  local first = redis.call('ZRANGE', k('pending', e), 0, 0)[1]
  local aside = redis.call('ZRANGE', k('deferred', e), 0, 0)[1]
  if first then take('waiting', first, '1') elseif aside then take('deferred', aside, '1') end
  if first or aside then redis.call('HSET', k('health', e), 'pausedUntil', until_) end
elseif not paused then
  local limit = tonumber(ARGV[3])
  for _, m in ipairs(redis.call('ZRANGEBYSCORE', k('waiting', e), '-inf', ARGV[2])) do
    redis.call('ZREM', k('waiting', e), m)
    ready(e, m)
  end
  local aside = math.max(0, math.min(limit, tonumber(ARGV[4])))
  for _, m in ipairs(redis.call('ZRANGEBYSCORE', k('deferred', e), '-inf', ARGV[2], 'LIMIT', 0, aside)) do
    take('deferred', m, '0')
    limit = limit - 1
  end
  if limit > 0 then
    for _, m in ipairs(redis.call('ZRANGE', k('ready', e), 0, limit - 1)) do take('waiting', m, '0') end
  end
end
local at = wake(e, now)
table.insert(claimed, 1, at and text(at) or '')
return claimed`;

/** ARGV: endpoint, message, now. Answers 1 when it was a deferred one. */
const DELIVERED = `
local e, m = ARGV[1], ARGV[2]
local wasDeferred = redis.call('ZSCORE', k('deferred', e), m) and 1 or 0
forget(e, m)
redis.call('DEL', k('health', e))
wake(e, tonumber(ARGV[3]))
return wasDeferred`;

/** ARGV: endpoint, message, now, next time or '', probe as 0 or 1, failures that pause, pauses. Answers failures, failing since, paused until; nil when it is not held. */
const FAILED = `
local e, m, now = ARGV[1], ARGV[2], tonumber(ARGV[3])
local health = k('health', e)
local isPending, isDeferred = redis.call('ZSCORE', k('pending', e), m), redis.call('ZSCORE', k('deferred', e), m)
if not isPending and not isDeferred then return nil end
redis.call('HINCRBY', k('tries', e), m, 1)
redis.call('ZREM', k('ready', e), m) -- where a claim that ran out had put it back
if ARGV[4] == '' then forget(e, m) else redis.call('ZADD', k(isDeferred and 'deferred' or 'waiting', e), ARGV[4], m) end
local failures = redis.call('HINCRBY', health, 'failures', 1)
redis.call('HSETNX', health, 'failingSince', ARGV[3])
local isPaused = redis.call('HEXISTS', health, 'pausedUntil') == 1
local probes = nil
if isPaused and ARGV[5] == '1' then probes = redis.call('HINCRBY', health, 'probes', 1)
elseif not isPaused and failures >= tonumber(ARGV[6]) then probes = 0 end
if probes then redis.call('HSET', health, 'pausedUntil', text(now + (ARGV[math.min(7 + probes, #ARGV)]))) end
wake(e, now)
return redis.call('HMGET', health, 'failures', 'failingSince', 'pausedUntil')`;

/** ARGV: endpoint, message. Answers tries and next time (or ''), or nil when it does not wait. */
const WAITING = `
local e, m = ARGV[1], ARGV[2]
local deferred = redis.call('ZSCORE', k('deferred', e), m)
if not deferred and not redis.call('ZSCORE', k('pending', e), m) then return nil end
return {redis.call('HGET', k('tries', e), m) or '0', deferred or redis.call('ZSCORE', k('waiting', e), m) or ''}`;

const script = (lua: string) => ({ lua: PRELUDE + lua, numberOfKeys: 1 });

/** The one key that is named stands for all of them: they share its tag. */
export const HOOKS = '{hooks}:epoch';

export const pendingDeliveriesScripts = {
  hooksClear: script(CLEAR),
  hooksPrepare: script(PREPARE),
  hooksOpen: script(OPEN),
  hooksEnqueue: script(ENQUEUE),
  hooksSettled: script(SETTLED),
  hooksClaim: script(CLAIM),
  hooksDelivered: script(DELIVERED),
  hooksFailed: script(FAILED),
  hooksWaiting: script(WAITING),
} as const;

type Parts = readonly (string | number)[];

declare module 'ioredis' {
  interface RedisCommander<Context> {
    hooksClear(key: string): Result<number, Context>;
    hooksPrepare(key: string, ...parts: Parts): Result<number, Context>;
    hooksOpen(key: string, ...parts: Parts): Result<number, Context>;
    hooksEnqueue(key: string, ...parts: Parts): Result<string[] | null, Context>;
    hooksSettled(key: string, ...parts: Parts): Result<string[] | null, Context>;
    hooksClaim(key: string, ...parts: Parts): Result<string[], Context>;
    hooksDelivered(key: string, ...parts: Parts): Result<number, Context>;
    hooksFailed(key: string, ...parts: Parts): Result<(string | null)[] | null, Context>;
    hooksWaiting(key: string, ...parts: Parts): Result<[string, string] | null, Context>;
  }
}
