// Compare-and-set of the index' checkpoint together with its entries; what is too old goes.
import type { Result } from 'ioredis';

/**
 * KEYS: checkpoint. ARGV: what must be there ('' for nothing), what is put there, where older ones end, the entries as
 * [account, message, time], prefix of the accounts' keys, seconds to keep them. All keys share the tag. Answers 1 when written.
 */
const LUA = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
for _, entry in ipairs(cjson.decode(ARGV[4])) do
  local key = ARGV[5] .. entry[1]
  redis.call('ZADD', key, entry[3], entry[2])
  redis.call('ZREMRANGEBYSCORE', key, '-inf', '(' .. ARGV[3])
  redis.call('EXPIRE', key, ARGV[6])
end
return 1`;

export const writeMessageIndex = { lua: LUA, numberOfKeys: 1 };

type WriteMessageIndexArguments = readonly [
  checkpointKey: string,
  from: string,
  to: string,
  since: string,
  entries: string,
  prefix: string,
  keptSeconds: number,
];

declare module 'ioredis' {
  interface RedisCommander<Context> {
    writeMessageIndex(...parts: WriteMessageIndexArguments): Result<number, Context>;
  }
}
