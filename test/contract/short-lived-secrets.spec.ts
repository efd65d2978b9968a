import { SilentLog } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryShortLivedSecrets } from '@tillstream/event-sourcing/in-memory';
import { RedisConnections, RedisShortLivedSecrets } from '@tillstream/redis';
import { eventually } from '../support/eventually';
import { startRedis } from '../support/redis';
import { describeShortLivedSecrets } from './short-lived-secrets.contract';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

describeShortLivedSecrets('in memory', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    secrets: new InMemoryShortLivedSecrets(clock),
    until: async (probe) => void (await clock.until(probe, 1_000)),
    close: () => Promise.resolve(),
  });
});

describeShortLivedSecrets('redis', async () => {
  const redis = await startRedis();
  await redis.flushAll();
  const connections = new RedisConnections({ url: redis.url, log: new SilentLog() });
  return {
    secrets: new RedisShortLivedSecrets(connections),
    until: async (probe) => void (await eventually(probe, { timeoutMs: 5_000, describe: 'the secret is forgotten' })),
    close: () => connections.close().finally(() => redis.stop()),
  };
});
