// What only the adapter over gRPC can get wrong: lost connections, servers that are down, paused or killed, and other people's events.
import path from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { type EventStore, Upcasting } from '@tillstream/event-sourcing';
import { EventStoreDb, type EventStoreDbOptions } from '@tillstream/event-store-db';
import { buildOnce } from '../support/build';
import { eventually } from '../support/eventually';
import { freePort } from '../support/free-port';
import { type RunningProcess, startProcess } from '../support/processes';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary';
import { faultKindOf, pagesUntil, placesOf, put, someEvents } from './event-store.fixtures';

jest.setTimeout(60_000);

const upcasting = new Upcasting([]);
const never = new AbortController().signal;
let folder: TemporaryFolder;
let port: number;
let server: RunningProcess;
const stores: EventStoreDb[] = [];

async function startServer(): Promise<RunningProcess> {
  const main = path.join(await buildOnce(), 'apps/event-store/src/main.js');
  return startProcess({ name: 'event store', command: 'node', args: [main, '--port', String(port), '--data', folder.path] });
}

function connect(options: Partial<EventStoreDbOptions> = {}): EventStoreDb {
  const store = new EventStoreDb({ url: `esdb://127.0.0.1:${port}?tls=false`, upcasting, ...options });
  stores.push(store);
  return store;
}

const isThere = (store: EventStore) => store.head().then(() => true);
const untilUp = (store: EventStore) => eventually(() => isThere(store), { timeoutMs: 20_000, describe: 'the store answers again' });

beforeAll(async () => {
  folder = await temporaryFolder('event-store-faults');
  port = await freePort();
  server = await startServer();
}, 120_000);
afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())));
afterAll(async () => {
  await server.stop();
  await folder.remove();
});

describe('a server that cannot be reached', () => {
  it('is unavailable to everything, soon', async () => {
    const store = connect({ url: `http://127.0.0.1:${await freePort()}` });
    expect(await faultKindOf(store.read('drawer-A'))).toBe('unavailable');
    expect(await faultKindOf(store.readLast('drawer-A'))).toBe('unavailable');
    expect(await faultKindOf(store.append('drawer-A', -1, someEvents('drawer-A', 1)))).toBe('unavailable');
    expect(await faultKindOf(store.limit('drawer-A', { maxCount: 1 }))).toBe('unavailable');
    expect(await faultKindOf(store.tombstone('drawer-A'))).toBe('unavailable');
    expect(await faultKindOf(store.head())).toBe('unavailable');
    expect(await faultKindOf(pagesUntil(store.subscribe(['drawer-'], null, never), () => true))).toBe('unavailable');
    for (let again = 0; again < 3; again++)
      expect(await faultKindOf(store.append('drawer-A', -1, someEvents('drawer-A', 1)))).toBe('unavailable');
  });
});

describe('a server that is killed', () => {
  it('leaves appends unclear that may have arrived; the same again is one append', async () => {
    const store = connect();
    const streams = Array.from({ length: 200 }, (_, index) => `killed-${index}`);
    const append = (stream: string) => store.append(stream, -1, someEvents(stream, 2));
    await append('killed-first');
    const kinds = Promise.all(streams.map((stream) => faultKindOf(append(stream))));
    await server.kill('SIGKILL');
    const failed = (await kinds).filter((kind) => kind !== null);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.filter((kind) => kind !== 'unclear' && kind !== 'unavailable')).toEqual([]);
    expect(failed).toContain('unclear');
    server = await startServer();
    await untilUp(store);
    for (const stream of streams) expect(await append(stream)).toMatchObject({ kind: 'appended', revision: 1 });
    for (const stream of streams) expect(placesOf(await store.read(stream))).toEqual([`${stream}@0`, `${stream}@1`]);
  });

  it('is a Fault to who follows it, who can go on from its position', async () => {
    const store = connect();
    await put(store, 'followed-A', 2);
    const pages = store.subscribe(['followed-'], null, never)[Symbol.asyncIterator]();
    let last = await pages.next();
    while (!last.done && !last.value.caughtUp) last = await pages.next();
    const { position } = await store.readLast('followed-A').then((event) => event ?? { position: null });
    const lost = faultKindOf(
      (async () => {
        while (!(await pages.next()).done);
      })(),
    );
    await server.kill('SIGKILL');
    expect(await lost).toBe('unavailable');
    server = await startServer();
    await untilUp(store);
    await put(store, 'followed-A', { count: 1, from: 2 });
    const further = await pagesUntil(store.subscribe(['followed-'], position, never), ({ events }) => events.length > 0);
    expect(placesOf(further.flatMap(({ events }) => events))).toEqual(['followed-A@2']);
  });
});

describe('a cluster', () => {
  it('is found once one of its nodes is there, though nobody was there before', async () => {
    await server.kill('SIGKILL');
    const nodes = `127.0.0.1:${port},127.0.0.1:${await freePort()}`;
    const store = connect({ url: `esdb://${nodes}?tls=false&maxDiscoverAttempts=1&discoveryInterval=10` });
    expect(await faultKindOf(store.append('found-A', -1, someEvents('found-A', 1)))).toBe('unavailable');
    expect(await faultKindOf(store.read('found-A'))).toBe('unavailable');
    server = await startServer();
    const append = () => store.append('found-A', -1, someEvents('found-A', 1));
    const appended = await eventually(append, { timeoutMs: 20_000, describe: 'the append finds a node' });
    expect(appended).toMatchObject({ kind: 'appended', revision: 0 });
  });
});

describe('a server that hangs', () => {
  afterEach(() => server.kill('SIGCONT'));

  it('leaves appends unclear and reads timed out at their deadline; the same again is one append', async () => {
    const store = connect({ deadlineMs: 300 });
    const patient = connect();
    await put(patient, 'hung-A', 1);
    await put(store, 'hung-B', 1);
    await server.kill('SIGSTOP');
    const started = performance.now();
    const work = [store.append('hung-A', 0, someEvents('hung-A', 1, 1)), store.read('hung-A'), store.head(), store.tombstone('hung-C')];
    expect(await Promise.all(work.map(faultKindOf))).toEqual(['unclear', 'timeout', 'timeout', 'unclear']);
    expect(performance.now() - started).toBeLessThan(3_000);
    await server.kill('SIGCONT');
    expect(await patient.append('hung-A', 0, someEvents('hung-A', 1, 1))).toMatchObject({ kind: 'appended', revision: 1 });
    expect(placesOf(await patient.read('hung-A'))).toEqual(['hung-A@0', 'hung-A@1']);
  });

  it('does not keep a subscription from ending', async () => {
    const store = connect();
    const stop = new AbortController();
    const pages = store.subscribe(['hung-'], null, stop.signal)[Symbol.asyncIterator]();
    await pages.next();
    await server.kill('SIGSTOP');
    stop.abort();
    const ended = (async () => {
      while (!(await pages.next()).done);
      return true;
    })();
    expect(await ended).toBe(true);
  });
});

describe('a connection that was closed', () => {
  it('is unavailable, and ends who follows with a Fault', async () => {
    const store = connect();
    const following = faultKindOf(pagesUntil(store.subscribe(['drawer-'], null, never), () => false));
    await store.head();
    await store.close();
    expect(await following).toBe('unavailable');
    expect(await faultKindOf(store.read('drawer-A'))).toBe('unavailable');
    expect(await faultKindOf(store.append('drawer-A', -1, someEvents('drawer-A', 1)))).toBe('unavailable');
    await store.close();
  });
});

describe("other people's events", () => {
  it('are a bug when they stand in our streams', async () => {
    const store = connect();
    const stranger = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
    await stranger.appendToStream('strange-A', jsonEvent({ type: 'Strange', data: { a: 1 } }));
    await expect(store.read('strange-A')).rejects.toThrow('is not an event of ours');
    await stranger.dispose();
  });

  it("are passed over when they are the server's", async () => {
    const store = connect();
    await put(store, 'erased-A', 1);
    await put(store, 'erased-B', 1);
    await store.tombstone('erased-A');
    const pages = await pagesUntil(store.subscribe(['erased-'], null, never), ({ caughtUp }) => caughtUp);
    const delivered = pages.flatMap(({ events }) => events);
    expect(placesOf(delivered.filter(({ stream }) => stream === 'erased-B'))).toEqual(['erased-B@0']);
    expect(delivered.every(({ type }) => type === 'CoinAdded')).toBe(true);
  });
});

it('limits are written once, however often they are said', async () => {
  const store = connect();
  await store.limit('limited-A', { maxCount: 5 });
  const head = await store.head();
  await store.limit('limited-A', { maxCount: 5 });
  expect(await store.head()).toBe(head);
  await store.limit('limited-A', { maxCount: 6 });
  expect(await store.head()).not.toBe(head);
});
