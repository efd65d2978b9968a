import { SilentLog } from '@tillstream/event-sourcing';
import { InMemoryDeliveryLog, InMemoryMessageIndex } from '@tillstream/event-sourcing/in-memory';
import { RedisConnections, RedisDeliveryLog, RedisMessageIndex } from '@tillstream/redis';
import { startRedis } from '../support/redis';
import { describeWebhookRecords } from './webhook-records.contract';

const now = Date.now();

describeWebhookRecords('in memory', () => {
  const [log, index] = [new InMemoryDeliveryLog(), new InMemoryMessageIndex()];
  return Promise.resolve({
    log,
    index,
    now,
    wipe: () => {
      log.wipe();
      index.wipe();
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});

describeWebhookRecords('redis', async () => {
  const redis = await startRedis();
  const connections = new RedisConnections({ url: redis.url, log: new SilentLog() });
  return {
    log: new RedisDeliveryLog(connections),
    index: new RedisMessageIndex(connections, 'v1', () => now),
    now,
    wipe: () => redis.flushAll(),
    close: () => connections.close().finally(() => redis.stop()),
  };
});
