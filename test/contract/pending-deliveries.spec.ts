import { SilentLog } from '@tillstream/event-sourcing';
import { InMemoryPendingDeliveries } from '@tillstream/event-sourcing/in-memory';
import { RedisConnections, RedisPendingDeliveries } from '@tillstream/redis';
import { startRedis } from '../support/redis';
import { describePendingDeliveries } from './pending-deliveries.contract';

describePendingDeliveries('in memory', () => {
  const pending = new InMemoryPendingDeliveries();
  const wipe = (): Promise<void> => {
    pending.wipe();
    return Promise.resolve();
  };
  return Promise.resolve({ pending, wipe, close: () => Promise.resolve() });
});

describePendingDeliveries('redis', async () => {
  const redis = await startRedis();
  const connections = new RedisConnections({ url: redis.url, log: new SilentLog() });
  return {
    pending: new RedisPendingDeliveries(connections),
    wipe: () => redis.flushAll(),
    close: () => connections.close().finally(() => redis.stop()),
  };
});
