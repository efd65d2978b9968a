import { SilentLog } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryLease } from '@tillstream/event-sourcing/in-memory';
import { RedisConnections, RedisLease } from '@tillstream/redis';
import { eventually } from '../support/eventually';
import { startRedis } from '../support/redis';
import { describeLease } from './lease.contract';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

describeLease('in memory', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    lease: new InMemoryLease(clock),
    until: async (probe) => void (await clock.until(probe, 1_000)),
    close: () => Promise.resolve(),
  });
});

describeLease('redis', async () => {
  const redis = await startRedis();
  await redis.flushAll();
  const connections = new RedisConnections({ url: redis.url, log: new SilentLog() });
  return {
    lease: new RedisLease(connections),
    until: async (probe) => void (await eventually(probe, { timeoutMs: 5_000, describe: 'the lease runs out' })),
    close: () => connections.close().finally(() => redis.stop()),
  };
});
