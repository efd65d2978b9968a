// The one write of views: compares revisions, takes the old contributions away, puts the new ones, stores the document. All or nothing for
// each document, and one call for many of an account: half of what a small write costs is the call.
import type { Result } from 'ioredis';

/**
 * KEYS: counters, due, then each document. ARGV: for each document text, key, stream, prefix of the index keys. Answers how many were
 * written: what is not newer is left as it is.
 * Index keys are made here, because only the stored document knows the old ones; all share the account's hash tag.
 */
const LUA = `
local function read(text)
  local first = string.find(text, '\\n', 1, true)
  local second = string.find(text, '\\n', first + 1, true)
  local contributions = cjson.decode(string.sub(text, first + 1, second - 1))
  local indexes = {}
  for _, group in ipairs(contributions[1]) do
    for place = 2, #group do indexes[group[place]] = group[1] end
  end
  return string.sub(text, 1, first - 1), indexes, contributions[2], contributions[3]
end

local function write(document, text, key, stream, prefix)
  local revision, indexes, counters, due = read(text)
  local held = redis.call('GET', document)
  local heldRevision, oldIndexes, oldCounters, oldDue = nil, {}, {}, cjson.null
  if held then
    heldRevision, oldIndexes, oldCounters, oldDue = read(held)
    if tonumber(heldRevision) >= tonumber(revision) then return 0 end
  end

  for index in pairs(oldIndexes) do
    if indexes[index] == nil then redis.call('ZREM', prefix .. index, key) end
  end
  for index, score in pairs(indexes) do
    if oldIndexes[index] ~= score then redis.call('ZADD', prefix .. index, string.format('%.17g', score), key) end
  end

  for name, amount in pairs(oldCounters) do counters[name] = (counters[name] or 0) - amount end
  for name, amount in pairs(counters) do
    if amount ~= 0 and redis.call('HINCRBY', KEYS[1], name, string.format('%.0f', amount)) == 0 then redis.call('HDEL', KEYS[1], name) end
  end

  if oldDue ~= cjson.null then redis.call('ZREM', KEYS[2], stream .. '@' .. heldRevision) end
  if due ~= cjson.null then redis.call('ZADD', KEYS[2], string.format('%.17g', due), stream .. '@' .. revision) end
  redis.call('SET', document, text)
  return 1
end

local written = 0
for place = 3, #KEYS do
  local at = (place - 3) * 4
  written = written + write(KEYS[place], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4])
end
return written`;

export const writeDocuments = { lua: LUA };

declare module 'ioredis' {
  interface RedisCommander<Context> {
    writeDocuments(numberOfKeys: number, ...keysAndArguments: readonly string[]): Result<number, Context>;
  }
}
