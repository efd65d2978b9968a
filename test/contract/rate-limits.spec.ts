import { SilentLog } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryRateLimits } from '@tillstream/event-sourcing/in-memory';
import { RedisConnections, RedisRateLimits } from '@tillstream/redis';
import { eventually } from '../support/eventually';
import { startRedis } from '../support/redis';
import { describeRateLimits } from './rate-limits.contract';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

describeRateLimits('in memory', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    limits: new InMemoryRateLimits(clock),
    now: () => clock.now(),
    slackMs: 0,
    until: async (probe) => void (await clock.until(probe, 5_000)),
    close: () => Promise.resolve(),
  });
});

describeRateLimits('redis', async () => {
  const redis = await startRedis();
  await redis.flushAll();
  const connections = new RedisConnections({ url: redis.url, log: new SilentLog() });
  await connections.ready(5_000); // nothing is queued on the connection that limits use
  return {
    limits: new RedisRateLimits(connections),
    now: () => Date.now(),
    slackMs: 100,
    until: async (probe) => void (await eventually(probe, { timeoutMs: 5_000, describe: 'the limit lets through' })),
    close: () => connections.close().finally(() => redis.stop()),
  };
});
