// The one write of a view: compares revisions, takes the old contributions away, puts the new ones, stores the document. All or nothing.
import type { Result } from 'ioredis';

/**
 * KEYS: document, counters, due. ARGV: text, key, stream, prefix of the index keys. Answers 1 when written, 0 when not newer.
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

local revision, indexes, counters, due = read(ARGV[1])
local held = redis.call('GET', KEYS[1])
local heldRevision, oldIndexes, oldCounters, oldDue = nil, {}, {}, cjson.null
if held then
  heldRevision, oldIndexes, oldCounters, oldDue = read(held)
  if tonumber(heldRevision) >= tonumber(revision) then return 0 end
end

for index in pairs(oldIndexes) do
  if indexes[index] == nil then redis.call('ZREM', ARGV[4] .. index, ARGV[2]) end
end
for index, score in pairs(indexes) do
  if oldIndexes[index] ~= score then redis.call('ZADD', ARGV[4] .. index, string.format('%.17g', score), ARGV[2]) end
end

for name, amount in pairs(oldCounters) do counters[name] = (counters[name] or 0) - amount end
for name, amount in pairs(counters) do
  if amount ~= 0 and redis.call('HINCRBY', KEYS[2], name, string.format('%.0f', amount)) == 0 then redis.call('HDEL', KEYS[2], name) end
end

if oldDue ~= cjson.null then redis.call('ZREM', KEYS[3], ARGV[3] .. '@' .. heldRevision) end
if due ~= cjson.null then redis.call('ZADD', KEYS[3], string.format('%.17g', due), ARGV[3] .. '@' .. revision) end
redis.call('SET', KEYS[1], ARGV[1])
return 1`;

export const writeDocument = { lua: LUA, numberOfKeys: 3 };

type WriteDocumentArguments = readonly [
  documentKey: string,
  countersKey: string,
  dueKey: string,
  text: string,
  key: string,
  stream: string,
  indexes: string,
];

declare module 'ioredis' {
  interface RedisCommander<Context> {
    writeDocument(...parts: WriteDocumentArguments): Result<number, Context>;
  }
}
