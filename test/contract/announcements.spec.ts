import { SilentLog } from '@tillstream/event-sourcing';
import { InMemoryAnnouncements } from '@tillstream/event-sourcing/in-memory';
import { RedisAnnouncements, RedisConnections } from '@tillstream/redis';
import { eventually } from '../support/eventually';
import { hasRealRedis, startRedis } from '../support/redis';
import { describeAnnouncements } from './announcements.contract';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

const until = async (probe: () => boolean) => void (await eventually(probe, { timeoutMs: 5_000, describe: 'the message is heard' }));

describeAnnouncements('in memory', () => {
  const announcements = new InMemoryAnnouncements();
  return Promise.resolve({ here: announcements, there: announcements, until, close: () => Promise.resolve() });
});

describeAnnouncements('redis', async () => {
  const redis = await startRedis();
  const [here, there] = [connect(redis.url), connect(redis.url)];
  return {
    here: new RedisAnnouncements(here),
    there: new RedisAnnouncements(there),
    until,
    close: () => Promise.all([here.close(), there.close()]).then(() => redis.stop()),
  };
});

(hasRealRedis() && process.env['REDIS_URL'] === undefined ? it : it.skip)('go on by themselves when redis comes back', async () => {
  const redis = await startRedis();
  const connections = connect(redis.url);
  const announcements = new RedisAnnouncements(connections);
  try {
    const heard: string[] = [];
    await announcements.listen('news', (message) => heard.push(message));
    await redis.restart?.();
    await eventually(() => announcements.publish('news', 'after').then(() => heard.length > 0), {
      timeoutMs: 10_000,
      describe: 'a message is heard after the restart',
    });
    expect(new Set(heard)).toEqual(new Set(['after']));
  } finally {
    await connections.close();
    await redis.stop();
  }
});

function connect(url: string): RedisConnections {
  return new RedisConnections({ url, log: new SilentLog() });
}
