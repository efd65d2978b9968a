// Copies of the state of long streams: they shorten reading, and can never make a state wrong.
import { accept } from './decision';
import type { Decider } from './decider';
import type { DomainEvent } from './event';
import { Executor } from './executor';
import { Fault } from './faults';
import { InMemoryEventStore } from './in-memory/event-store';
import { SilentLog } from './ports/logger';
import { StateCache } from './state-cache';
import { StreamReader } from './stream-reader';
import { contextFor, SkippingClock } from './testing/drawer';

interface Tally {
  readonly total: number;
}
type Counted = { readonly type: 'Counted'; readonly data: { readonly by: number } };

const counter = (version = 1): Decider<Tally, number, Counted, never> => ({
  category: 'counter',
  initial: { total: 0 },
  forgetsCommands: true,
  snapshots: { every: 10, version },
  decide: (by) => accept({ type: 'Counted', data: { by } }),
  evolve: (state, { data }) => ({ total: state.total + data.by }),
});
const COPIES = 'snapshot-counter-A';

function processOf(store: InMemoryEventStore) {
  const reader = new StreamReader(store, new StateCache(10));
  const executor = new Executor({ store, reader, clock: new SkippingClock(), log: new SilentLog() });
  return { reader, count: (by: number) => executor.run(counter(), { key: 'A', context: contextFor(`${by}`) }, by) };
}

async function counted(upTo: number, times = 1) {
  const store = new InMemoryEventStore();
  const { count } = processOf(store);
  for (let by = 1; by <= upTo; by++) await count(by * times);
  return store;
}

/** What a process that knows nothing reads, and how many events of the stream it was given for that. */
async function readAfresh(store: InMemoryEventStore, type = counter()) {
  const read = store.read.bind(store);
  let events = 0;
  store.read = async (stream, from) => {
    const found = await read(stream, from);
    events += found.length;
    return found;
  };
  const { state, revision } = await processOf(store).reader.current(type, 'A');
  store.read = read;
  return { total: state.total, revision, events };
}

const sum = (upTo: number): number => (upTo * (upTo + 1)) / 2;

async function replaceCopy(store: InMemoryEventStore, change: (data: Record<string, unknown>) => object): Promise<void> {
  const newest = await store.readLast(COPIES);
  if (!newest) throw new Error('there is a copy to be replaced');
  const data = change(newest.data as Record<string, unknown>);
  await store.append(COPIES, newest.revision, [{ ...newest, id: '00000000-0000-4000-8000-000000000000', data }]);
}

describe('a long stream', () => {
  it('is read from its newest copy on', async () => {
    const store = await counted(25);
    expect(await readAfresh(store)).toEqual({ total: sum(25), revision: 24, events: 6 }); // the copy's own event, and five more
    expect(await store.read(COPIES)).toHaveLength(1); // older copies are not kept
  });

  it('goes on from there', async () => {
    const store = await counted(25);
    await processOf(store).count(100);
    expect((await readAfresh(store)).total).toBe(sum(25) + 100);
  });

  it('is read whole where there is no copy yet', async () =>
    expect(await readAfresh(await counted(9))).toEqual({ total: sum(9), revision: 8, events: 9 }));

  it.each<[string, (data: Record<string, unknown>) => object]>([
    ['that was changed', (data) => ({ ...data, folded: { ...(data['folded'] as object), state: { total: 1_000_000 } } })],
    ['that is broken', () => ({})],
    ['of another version', (data) => ({ ...data, version: 2 })],
  ])('is read whole beside a copy %s', async (_, change) => {
    const store = await counted(20);
    await replaceCopy(store, change);
    expect(await readAfresh(store)).toEqual({ total: sum(20), revision: 19, events: 20 });
  });

  it('is read whole when its own way of folding changed', async () =>
    expect((await readAfresh(await counted(20), counter(2))).events).toBe(20));

  it.each([5, 9])('is read whole beside a copy of a time that never came', async (upTo) => {
    const [ahead, behind] = [await counted(10), await counted(upTo)];
    const copy = await ahead.readLast(COPIES);
    if (copy) await behind.append(COPIES, -1, [copy]);
    expect(await readAfresh(behind)).toEqual({ total: sum(upTo), revision: upTo - 1, events: upTo });
  });

  it('is read whole beside a copy of another history', async () => {
    const [mine, other] = [await counted(15), await counted(15, 2)];
    const copy = await other.readLast(COPIES);
    const newest = await mine.readLast(COPIES);
    if (copy && newest) await mine.append(COPIES, newest.revision, [copy]);
    expect((await readAfresh(mine)).total).toBe(sum(15));
  });

  it('is written to also where no copy can be left', async () => {
    const store = new InMemoryEventStore();
    const { count } = processOf(store);
    store.interceptor = {
      before: ({ stream }) => {
        if (stream === COPIES) throw new Fault('unavailable', 'no');
      },
    };
    for (let by = 1; by <= 10; by++) expect((await count(by)).kind).toBe('accepted');
    store.interceptor = {};
    expect(await readAfresh(store)).toEqual({ total: sum(10), revision: 9, events: 10 });
  });
});

describe('a stream that asks for no copies', () => {
  it('has none', async () => {
    const store = new InMemoryEventStore();
    const plain: Decider<Tally, number, Counted, never> = { ...counter(), category: 'plain' };
    const { snapshots: _, ...type } = plain;
    const executor = new Executor({
      store,
      reader: new StreamReader(store, new StateCache(10)),
      clock: new SkippingClock(),
      log: new SilentLog(),
    });
    for (let by = 1; by <= 10; by++) await executor.run(type, { key: 'A', context: contextFor(`${by}`) }, by);
    const streams = store.events.map(({ stream }: DomainEvent & { readonly stream: string }) => stream);
    expect(new Set(streams)).toEqual(new Set(['plain-A']));
  });
});
