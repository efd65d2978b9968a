import { SilentLog } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryViewStore } from '@tillstream/event-sourcing/in-memory';
import { RedisConnections, RedisViewStore } from '@tillstream/redis';
import { startRedis } from '../support/redis';
import { describeViewStore } from './view-store.contract';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

describeViewStore('in memory', () => {
  const store = new InMemoryViewStore(new FakeClock());
  const wipe = () => {
    store.wipe();
    return Promise.resolve();
  };
  return Promise.resolve({ store, other: store, wipe, close: () => Promise.resolve() });
});

describeViewStore('redis', async () => {
  const redis = await startRedis();
  const patient = { url: redis.url, log: new SilentLog(), viewsTimeoutMs: 5_000 };
  const [here, there] = [new RedisConnections(patient), new RedisConnections(patient)];
  await Promise.all([here.ready(5_000), there.ready(5_000)]);
  return {
    store: new RedisViewStore(here, 'v1'),
    other: new RedisViewStore(there, 'v1'),
    isSlow: redis.kind === 'embedded',
    wipe: () => redis.flushAll(),
    close: () => Promise.all([here.close(), there.close()]).then(() => redis.stop()),
  };
});
