import { SilentLog } from '@tillstream/event-sourcing';
import { InMemoryParkedEvents } from '@tillstream/event-sourcing/in-memory';
import { RedisConnections, RedisParkedEvents } from '@tillstream/redis';
import { startRedis } from '../support/redis';
import { describeParkedEvents } from './parked-events.contract';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

describeParkedEvents('in memory', () => Promise.resolve({ parked: new InMemoryParkedEvents(), close: () => Promise.resolve() }));

describeParkedEvents('redis', async () => {
  const redis = await startRedis();
  await redis.flushAll();
  const connections = new RedisConnections({ url: redis.url, log: new SilentLog() });
  return { parked: new RedisParkedEvents(connections), close: () => connections.close().finally(() => redis.stop()) };
});
