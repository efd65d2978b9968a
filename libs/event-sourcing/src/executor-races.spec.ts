// Many commands, some of them twice, from several processes onto one stream, with lost requests and lost answers: each is done exactly once.
import fc from 'fast-check';
import { Executor } from './executor';
import { Fault } from './faults';
import { verifyChain } from './hashing';
import { InMemoryEventStore } from './in-memory/event-store';
import { SilentLog } from './ports/logger';
import { StateCache } from './state-cache';
import { StreamReader } from './stream-reader';
import { contextFor, drawer, SkippingClock } from './testing/drawer';

const processOf = (store: InMemoryEventStore, clock = new SkippingClock()) => {
  const reader = new StreamReader(store, new StateCache(100));
  return new Executor({ store, reader, clock, log: new SilentLog(), budgetMs: 60_000 });
};

const addTo = (executor: Executor, name: string, key = 'A') =>
  executor.run(drawer, { key, context: contextFor(name) }, { type: 'Add', coins: [1, 2] });

const openedStore = async () => {
  const store = new InMemoryEventStore();
  await processOf(store).run(drawer, { key: 'A', context: contextFor('open') }, { type: 'Open', currency: 'EUR' });
  return store;
};

describe('commands for one stream', () => {
  it('run one after another inside a process: no race is ever lost', async () => {
    const store = await openedStore();
    let appends = 0;
    store.interceptor = { before: (call) => void (appends += call.operation === 'append' ? 1 : 0) };
    const executor = processOf(store);
    await Promise.all(Array.from({ length: 50 }, (_, index) => addTo(executor, `add ${index}`)));
    expect(appends).toBe(50);
    expect(await store.read('drawer-A')).toHaveLength(101);
  });

  it('do not wait for those of another stream', async () => {
    const store = new InMemoryEventStore();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    store.interceptor = { before: (call) => (call.stream === 'drawer-A' ? held : undefined) };
    const executor = processOf(store);
    const stuck = addTo(executor, 'A');
    expect((await addTo(executor, 'B', 'B')).kind).toBe('rejected');
    letGo();
    expect((await stuck).kind).toBe('rejected');
  });

  it('run on after one of them failed', async () => {
    const store = await openedStore();
    const executor = processOf(store);
    store.interceptor = { before: () => Promise.reject(new Fault('refused', 'no')) };
    const failed = addTo(executor, 'one');
    await expect(failed).rejects.toMatchObject({ kind: 'refused' });
    store.interceptor = {};
    expect((await addTo(executor, 'two')).kind).toBe('accepted');
  });

  it('are not even tried when their time was over before their turn', async () => {
    const store = await openedStore();
    const clock = new SkippingClock();
    const executor = processOf(store, clock);
    store.interceptor = { before: () => void (clock.instant += 120_000) };
    const [first, second] = [addTo(executor, 'one'), addTo(executor, 'two')];
    await first.catch(() => undefined);
    await expect(second).rejects.toMatchObject({ kind: 'unavailable' });
    store.interceptor = {};
    expect(await store.read('drawer-A')).not.toContainEqual(
      expect.objectContaining({ metadata: expect.objectContaining({ commandId: contextFor('two').commandId }) }),
    );
  });
});

/** What happens to a call, drawn by the property: how long it takes, and whether the request or the answer is lost. */
interface Fate {
  readonly turns: number;
  readonly lost: 'nothing' | 'request' | 'answer';
}

const fates = fc.infiniteStream(
  fc.record<Fate>({ turns: fc.integer({ min: 0, max: 6 }), lost: fc.constantFrom('nothing', 'nothing', 'nothing', 'request', 'answer') }),
);

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

describe('several processes on one stream', () => {
  it('do each command exactly once, whatever is lost', async () => {
    const sending = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), process: fc.integer({ min: 0, max: 2 }) }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(sending, fates, async (commands, drawn) => {
        const store = await openedStore();
        store.interceptor = {
          async before() {
            const fate = drawn.next().value as Fate;
            await turns(fate.turns);
            if (fate.lost === 'request') throw new Fault('unavailable', 'the request was lost');
          },
          async after() {
            const fate = drawn.next().value as Fate;
            await turns(fate.turns);
            if (fate.lost === 'answer') throw new Fault('unclear', 'the answer was lost');
          },
        };
        const executors = [0, 1, 2].map(() => processOf(store));
        const outcomes = await Promise.all(commands.map(({ name, process }) => addTo(executors[process] ?? processOf(store), name)));
        store.interceptor = {};
        const events = await store.read('drawer-A');
        const names = new Set(commands.map(({ name }) => name));
        expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true);
        expect(events).toHaveLength(1 + 2 * names.size);
        for (const name of names) {
          const own = events.filter(({ metadata }) => metadata.commandId === contextFor(name).commandId);
          expect(own.map(({ data }) => data)).toEqual([{ amountAtom: 1 }, { amountAtom: 2 }]);
          const answers = outcomes.filter((_, index) => commands[index]?.name === name);
          expect(new Set(answers.map(({ resource }) => resource.revision)).size).toBe(1); // all of them were told the same
        }
        expect(verifyChain(events)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
