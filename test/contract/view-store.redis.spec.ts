// What only the views in Redis can get wrong: keys, faults, lost scripts, and the two places of what is due.
import { Fault, type FaultKind, SilentLog } from '@tillstream/event-sourcing';
import { RedisConnections, RedisLease, RedisViewStore } from '@tillstream/redis';
import { Redis } from 'ioredis';
import { eventually } from '../support/eventually';
import { type RedisForTests, startRedis } from '../support/redis';
import { aDocument, allSessions, keysOf } from './view-store.fixtures';

jest.setTimeout(60_000); // the embedded redis, and a machine that is busy, are slow

let redis: RedisForTests;
let connections: RedisConnections;
let store: RedisViewStore;
let raw: Redis;

beforeAll(async () => {
  redis = await startRedis();
  raw = new Redis(redis.url, { protocol: 2 });
  connections = new RedisConnections({ url: redis.url, log: new SilentLog(), viewsTimeoutMs: 5_000 });
  await connections.ready(5_000);
  store = new RedisViewStore(connections, 'v1');
});
beforeEach(() => redis.flushAll());
afterAll(async () => {
  raw.disconnect();
  await connections.close();
  await redis.stop();
});

const kindOfFault = (work: Promise<unknown>): Promise<FaultKind | null> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Fault ? error.kind : Promise.reject(error as Error)),
  );

describe('keys', () => {
  it('share the hash tag of their account and begin with the version', async () => {
    await store.write([aDocument({ indexes: { all: 1 }, counters: { open: 1 }, due: 5 })]);
    await store.moveCheckpoint(null, { generation: 'g', position: null, complete: false });
    expect((await raw.keys('*')).sort()).toEqual([
      'v1:checkpoint',
      'v1:{acc_dev_one}:counters',
      'v1:{acc_dev_one}:doc:checkoutSession-a',
      'v1:{acc_dev_one}:due',
      'v1:{acc_dev_one}:idx:checkoutSession:all',
      'v1:{due}',
    ]);
  });

  it('leave nothing behind of a document that contributes nothing any more', async () => {
    await store.write([aDocument({ indexes: { all: 1 }, counters: { open: 1 }, due: 5 })]);
    await store.write([aDocument({ revision: 1 })]);
    expect((await raw.keys('*')).sort()).toEqual(['v1:{acc_dev_one}:doc:checkoutSession-a', 'v1:{due}']);
  });

  it('of another version are other views', async () => {
    const next = new RedisViewStore(connections, 'v2');
    await store.write([aDocument({ indexes: { all: 1 }, due: 5 })]);
    await store.moveCheckpoint(null, { generation: 'g', position: null, complete: true });
    expect([await next.get('acc_dev_one', 'checkoutSession', 'a'), await next.due(10, 10), await next.checkpoint()]).toEqual([
      null,
      [],
      null,
    ]);
    expect(() => new RedisViewStore(connections, 'v{1}')).toThrow('plain word');
  });

  it('hold what the formats say', async () => {
    await store.write([
      aDocument({ revision: 3, state: { s: 1 }, indexes: { all: 1.5, expiry: 2, open: 1.5 }, counters: { uses: 1 }, due: 5 }),
    ]);
    expect(await raw.get('v1:{acc_dev_one}:doc:checkoutSession-a')).toBe(
      '3\n[[[1.5,"all","open"],[2,"expiry"]],{"uses":1},5]\n{"createdAt":1900000000000,"updatedAt":1900000000001,"state":{"s":1}}',
    );
    expect(await raw.zrange('v1:{acc_dev_one}:due', 0, '-1', 'WITHSCORES')).toEqual(['checkoutSession-a@3', '5']);
  });

  it('hold no names that a typical state has, and are read by none who knows another', async () => {
    const state = { url: 'u', items: [{ price: 1, note: null }] };
    const knowing = (typical: object) => new RedisViewStore(connections, 'v1', [typical]);
    await knowing(state).write([aDocument({ state, indexes: { all: 1 } })]);
    const key = (await raw.keys('*:doc:*'))[0] ?? '';
    expect(key).toMatch(/^v1\.[0-9a-f]{8}:\{acc_dev_one\}:doc:checkoutSession-a$/);
    expect(await raw.get(key)).toBe('0\n[[[1,"all"]],{},null]\n[1,1900000000000,1900000000001,[2,"u",[0,[3,1,null]]]]');
    expect((await knowing(state).get('acc_dev_one', 'checkoutSession', 'a'))?.state).toEqual(state);
    expect(await knowing({ ...state, more: 1 }).get('acc_dev_one', 'checkoutSession', 'a')).toBeNull();
    expect(await store.get('acc_dev_one', 'checkoutSession', 'a')).toBeNull();
  });
});

describe('what is due', () => {
  const globalScore = () => raw.zscore('v1:{due}', 'acc_dev_one');

  it('is announced at its earliest', async () => {
    await store.write([aDocument({ key: 'a', due: 300 }), aDocument({ key: 'b', due: 200 }), aDocument({ key: 'c', due: 400 })]);
    expect(await globalScore()).toBe('200');
  });

  it('is announced before its document is written, and again after it', async () => {
    if (redis.kind !== 'redis-server') return; // others may be busy with somebody else, or cannot be watched
    const seen: string[] = [];
    const monitor = await raw.monitor();
    monitor.on('monitor', (_time: string, [command, key]: string[]) => seen.push(key === 'v1:{due}' ? 'announce' : (command ?? '')));
    await store.write([aDocument({ due: 5 })]);
    await raw.get('the end');
    await eventually(() => seen.includes('get'), { timeoutMs: 5_000, describe: 'all has been seen' });
    monitor.disconnect();
    expect(seen.filter((word) => ['announce', 'SET'].includes(word))).toEqual(['announce', 'SET', 'announce']);
  });

  it('moves the account on when nothing was', async () => {
    await store.write([aDocument({ due: 10 })]);
    await store.write([aDocument({ revision: 1, due: 9_000_000_000 })]);
    expect(await globalScore()).toBe('10');
    expect(await store.due(100, 10)).toEqual([]);
    expect(await globalScore()).toBe(String(100 + 3_600_000)); // looked at again in an hour at the latest
    await store.write([aDocument({ key: 'b', due: 5_000 })]);
    expect(await globalScore()).toBe('5000');
    await store.write([aDocument({ key: 'b', revision: 1, due: 6_000 })]);
    expect(await store.due(5_500, 10)).toEqual([]);
    expect(await globalScore()).toBe('6000');
  });

  it('is never lost between one who writes and one who finds nothing', async () => {
    const accounts = Array.from({ length: 300 }, (_, index) => `acc_dev_${index}`);
    await store.write(accounts.map((accountId) => aDocument({ accountId, due: 10 })));
    await store.write(accounts.map((accountId) => aDocument({ accountId, revision: 1, due: null })));
    const looking = Promise.all([store.due(100, 1_000), store.due(100, 1_000), store.due(100, 1_000)]);
    for (const accountId of accounts) await store.write([aDocument({ accountId, revision: 2, due: 50 })]);
    await looking;
    expect(await store.due(100, 1_000)).toHaveLength(300);
  });
});

describe('failures', () => {
  it('come as Faults, at once while redis is away, and pass when it is back', async () => {
    if (!redis.down || !redis.up) return; // somebody else's server
    await redis.down();
    await eventually(() => kindOfFault(store.get('acc_dev_one', 'checkoutSession', 'a')).then((kind) => kind === 'unavailable'), {
      timeoutMs: 5_000,
      describe: 'the connection is seen to be gone',
    });
    const startedAt = performance.now();
    expect(await kindOfFault(store.write([aDocument()]))).toBe('unavailable');
    expect(await kindOfFault(store.list(allSessions))).toBe('unavailable');
    expect(await kindOfFault(connections.ping())).toBe('unavailable');
    expect(await kindOfFault(new RedisLease(connections).acquire('any', 'me', 1_000))).toBe('unavailable');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    await redis.up();
    await eventually(() => store.write([aDocument({ indexes: { all: 1 } })]).then(() => true), {
      timeoutMs: 10_000,
      describe: 'writing again',
    });
    expect(await keysOf(store)).toEqual(['a']);
  });

  it('come as a time-out when redis does not answer', async () => {
    if (redis.kind !== 'redis-server') return;
    const impatient = new RedisConnections({ url: redis.url, log: new SilentLog(), viewsTimeoutMs: 50 });
    try {
      await impatient.ready(5_000);
      const views = new RedisViewStore(impatient, 'v1');
      await raw.client('PAUSE', 1_000, 'ALL');
      const startedAt = performance.now();
      expect(await kindOfFault(views.get('acc_dev_one', 'checkoutSession', 'a'))).toBe('timeout');
      expect(await kindOfFault(views.write([aDocument()]))).toBe('timeout');
      expect(performance.now() - startedAt).toBeLessThan(800);
    } finally {
      await impatient.close();
      await eventually(() => raw.ping().then(() => true), { timeoutMs: 5_000, describe: 'the pause is over' });
    }
  });

  it('are final when a key is of another kind', async () => {
    await raw.set('v1:{acc_dev_one}:counters', 'text');
    expect(await kindOfFault(store.counters('acc_dev_one', ['a']))).toBe('refused');
  });

  it('do not come of scripts that redis has forgotten', async () => {
    await store.write([aDocument({ counters: { n: 1 } })]);
    await raw.script('FLUSH');
    await store.write([aDocument({ revision: 1, counters: { n: 2 } }), aDocument({ key: 'b', counters: { n: 3 } })]);
    await raw.script('FLUSH');
    expect(await store.moveCheckpoint(null, { generation: 'g', position: 1n, complete: true })).toBe(true);
    expect(await store.counters('acc_dev_one', ['n'])).toEqual([5]);
  });

  it('leave no connection open after close', async () => {
    const own = new RedisConnections({ url: redis.url, log: new SilentLog() });
    await own.ready(5_000);
    expect(own.subscriber.status).not.toBe('end');
    await own.close();
    await own.close();
    expect([own.views.status, own.work.status, own.subscriber.status]).toEqual(['end', 'end', 'end']);
    expect(await kindOfFault(new RedisViewStore(own, 'v1').now())).toBe('unavailable');
  });
});
