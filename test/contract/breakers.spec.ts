import { SilentLog } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryBreakers } from '@tillstream/event-sourcing/in-memory';
import { RedisBreakers, RedisConnections } from '@tillstream/redis';
import { eventually } from '../support/eventually';
import { startRedis } from '../support/redis';
import { describeBreakers } from './breakers.contract';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

describeBreakers('in memory', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    breakers: new InMemoryBreakers(clock),
    until: async (probe) => void (await clock.until(probe, 5_000)),
    close: () => Promise.resolve(),
  });
});

describeBreakers('redis', async () => {
  const redis = await startRedis();
  await redis.flushAll();
  const connections = new RedisConnections({ url: redis.url, log: new SilentLog() });
  await connections.ready(5_000); // nothing is queued on the connection that breakers use
  return {
    breakers: new RedisBreakers(connections),
    until: async (probe) => void (await eventually(probe, { timeoutMs: 5_000, describe: 'the breaker is as awaited' })),
    close: () => connections.close().finally(() => redis.stop()),
  };
});
