import { Executor, type ExecutorParts } from './executor';
import { Fault } from './faults';
import { InMemoryEventStore, type StoreInterceptor } from './in-memory/event-store';
import { SilentLog } from './ports/logger';
import { StateCache } from './state-cache';
import { StreamReader } from './stream-reader';
import { contextFor, drawer, type DrawerCommand, SkippingClock } from './testing/drawer';

const open: DrawerCommand = { type: 'Open', currency: 'EUR' };
const add = (...coins: number[]): DrawerCommand => ({ type: 'Add', coins });
const close: DrawerCommand = { type: 'Close' };

interface World {
  readonly store: InMemoryEventStore;
  readonly clock: SkippingClock;
}

const world = (interceptor: StoreInterceptor = {}): World => ({
  store: new InMemoryEventStore({ interceptor }),
  clock: new SkippingClock(),
});

/** A process of its own: its own memory of states, the same store. */
function processOf({ store, clock }: World, more: Partial<ExecutorParts> = {}) {
  const reader = new StreamReader(store, new StateCache(100));
  const executor = new Executor({ store, reader, clock, log: new SilentLog(), ...more });
  return (name: string, command: DrawerCommand, changes: Parameters<typeof contextFor>[1] = {}) =>
    executor.run(drawer, { key: 'A', context: contextFor(name, changes) }, command);
}

const typesIn = async ({ store }: World) => (await store.read('drawer-A')).map(({ type }) => type);

/** Fails the given calls of one operation, counted from 1. */
function failing(operation: string, at: 'before' | 'after', plan: Readonly<Record<number, Fault>>): StoreInterceptor {
  let calls = 0;
  return {
    [at](call: { operation: string }) {
      if (call.operation !== operation) return;
      const fault = plan[++calls];
      if (fault) throw fault;
    },
  };
}

describe('executor', () => {
  it('appends what was decided and answers with the state after it', async () => {
    const run = processOf(world());
    await run('open', open);
    const outcome = await run('add', add(5, 7));
    expect(outcome).toMatchObject({
      kind: 'accepted',
      replayed: false,
      resource: { revision: 2, key: 'A', category: 'drawer', state: { status: 'open', totalAtom: 12 } },
      events: [
        { revision: 1, type: 'CoinAdded', stream: 'drawer-A' },
        { revision: 2, type: 'CoinAdded', data: { amountAtom: 7 } },
      ],
    });
  });

  it('answers what it would read back', async () => {
    const here = world();
    const outcome = await processOf(here)('open', open);
    expect(outcome.kind === 'accepted' ? outcome.events : []).toEqual(await here.store.read('drawer-A'));
  });

  it('makes a new stream without looking at it first', async () => {
    const here = world();
    const operations: string[] = [];
    here.store.interceptor = { before: ({ operation }) => void operations.push(operation) };
    expect((await processOf(here)('open', open)).kind).toBe('accepted');
    expect(operations).toEqual(['append']);
  });

  it('finds out by its append that the stream is there already', async () => {
    const here = world();
    await processOf(here)('open', open);
    await here.clock.sleep(1);
    const run = processOf(here); // knows nothing
    expect(await run('open again', open)).toMatchObject({ kind: 'accepted', events: [], replayed: false, resource: { revision: 0 } });
    expect(await processOf(here)('open', open)).toMatchObject({ kind: 'accepted', events: [], replayed: true });
    expect(await typesIn(here)).toEqual(['DrawerOpened']);
  });

  it('answers a rejection with its reasons and appends nothing', async () => {
    const here = world();
    expect(await processOf(here)('add', add(5))).toMatchObject({
      kind: 'rejected',
      reasons: [{ code: 'drawer-absent' }],
      resource: { revision: -1 },
    });
    expect(await typesIn(here)).toEqual([]);
  });

  it('succeeds without an event when it is already so', async () => {
    const run = processOf(world());
    await run('open', open);
    expect(await run('open again', open)).toMatchObject({ kind: 'accepted', events: [], replayed: false, resource: { revision: 0 } });
  });

  describe('a known command', () => {
    it('answers with the state at its revision, not the present one', async () => {
      const here = world();
      const run = processOf(here);
      await run('open', open);
      await run('add', add(5, 7));
      await run('more', add(100));
      const again = await run('add', add(5, 7));
      expect(again).toMatchObject({ kind: 'accepted', replayed: true, events: [], resource: { revision: 2, state: { totalAtom: 12 } } });
      expect(await processOf(here)('add', add(5, 7))).toEqual(again);
      expect(await typesIn(here)).toHaveLength(4);
    });

    it('is another request when its hash differs', async () => {
      const run = processOf(world());
      await run('open', open);
      await run('add', add(5));
      expect(await run('add', add(5), { requestHash: 'another' })).toMatchObject({
        kind: 'rejected',
        reasons: [{ code: 'idempotency-key-reused' }],
      });
    });

    it('is known by its id alone, even where it would now be refused', async () => {
      const run = processOf(world());
      await run('open', open);
      await run('add', add(5));
      await run('close', close);
      expect(await run('add', add(5))).toMatchObject({
        kind: 'accepted',
        replayed: true,
        resource: { state: { status: 'open', totalAtom: 5 } },
      });
    });

    it('is forgotten where the stream keeps no map of commands', async () => {
      const { store, clock } = world();
      const reader = new StreamReader(store, new StateCache(10));
      const executor = new Executor({ store, reader, clock, log: new SilentLog() });
      const forgetful = { ...drawer, forgetsCommands: true } as const;
      await executor.run(forgetful, { key: 'A', context: contextFor('open') }, open);
      await executor.run(forgetful, { key: 'A', context: contextFor('add') }, add(5));
      const again = await executor.run(forgetful, { key: 'A', context: contextFor('add') }, add(5));
      expect(again).toMatchObject({ kind: 'accepted', replayed: false, resource: { state: { totalAtom: 10 } } });
    });
  });

  describe("another account's stream", () => {
    const other = { accountId: 'acc_dev_00000000000000000002' };

    it.each([true, false])('is not there, whether or not its state is in memory (%s)', async (isKnown) => {
      const here = world();
      const run = processOf(here);
      await run('open', open);
      await expect((isKnown ? run : processOf(here))('theirs', add(5), other)).rejects.toMatchObject({ kind: 'gone' });
      expect(await typesIn(here)).toEqual(['DrawerOpened']);
    });

    it('answers no known command either, and nothing that is already so', async () => {
      const run = processOf(world());
      await run('open', open);
      await expect(run('open', open, other)).rejects.toMatchObject({ kind: 'gone' });
      await expect(run('open again', open, other)).rejects.toMatchObject({ kind: 'gone' });
    });

    it('is seen also when it came to be while this command was decided', async () => {
      const here = world();
      const [mine, theirs] = [processOf(here), processOf(here)];
      let isFirst = true;
      here.store.interceptor = {
        async before({ operation }) {
          if (operation !== 'append' || !isFirst) return;
          isFirst = false;
          await theirs('theirs', open, other);
        },
      };
      await expect(mine('mine', open)).rejects.toMatchObject({ kind: 'gone' });
    });
  });

  it('remembers no rejection', async () => {
    const run = processOf(world());
    expect((await run('add', add(5))).kind).toBe('rejected');
    await run('open', open);
    expect(await run('add', add(5))).toMatchObject({ kind: 'accepted', replayed: false });
  });

  describe('a state in memory that is behind', () => {
    it('never rejects', async () => {
      const here = world();
      const [mine, other] = [processOf(here), processOf(here)];
      await mine('open', open);
      await mine('close', close);
      await other('reopen', open);
      expect(await mine('add', add(5))).toMatchObject({
        kind: 'accepted',
        resource: { revision: 3, state: { status: 'open', totalAtom: 5 } },
      });
    });

    it('never says that there is nothing to do', async () => {
      const here = world();
      const [mine, other] = [processOf(here), processOf(here)];
      await mine('open', open);
      await other('close', close);
      expect(await mine('open again', open)).toMatchObject({
        kind: 'accepted',
        events: [{ revision: 2 }],
        resource: { state: { status: 'open' } },
      });
    });

    it('may lead to an accept, which loses its race and is refused for what is true now', async () => {
      const here = world();
      const [mine, other] = [processOf(here), processOf(here)];
      await mine('open', open);
      await other('close', close);
      expect(await mine('add', add(5))).toMatchObject({
        kind: 'rejected',
        reasons: [{ code: 'drawer-closed' }],
        resource: { revision: 1 },
      });
      expect(await typesIn(here)).toEqual(['DrawerOpened', 'DrawerClosed']);
    });

    it('is not what a rejection shows', async () => {
      const here = world();
      const [mine, other] = [processOf(here), processOf(here)];
      await mine('open', open);
      await other('add', add(5));
      expect(await mine('open again', open)).toMatchObject({ kind: 'accepted', resource: { revision: 1, state: { totalAtom: 5 } } });
    });

    it('makes an accept lose its race and decide again', async () => {
      const here = world();
      const [mine, other] = [processOf(here), processOf(here)];
      await mine('open', open);
      await other('theirs', add(5));
      expect(await mine('mine', add(7))).toMatchObject({ kind: 'accepted', resource: { revision: 2, state: { totalAtom: 12 } } });
    });

    it('never happened when the store was put back to an earlier time', async () => {
      const before = world();
      const store = new InMemoryEventStore();
      const run = processOf(before);
      await run('open', open);
      await run('add', add(5));
      before.store.append = store.append.bind(store);
      before.store.read = store.read.bind(store);
      await expect(run('more', add(7))).rejects.toMatchObject({ kind: 'unavailable' });
      expect(await run('open anew', open)).toMatchObject({ kind: 'accepted', resource: { revision: 0 } });
    });
  });
});

describe('executor when the store fails', () => {
  it('appends once when the answer is lost, with the very same bytes', async () => {
    const sent: unknown[] = [];
    const lost = failing('append', 'after', { 1: new Fault('unclear', 'lost'), 2: new Fault('timeout', 'lost too') });
    const here = world({ ...lost, before: (call) => void (call.operation === 'append' && sent.push(call.events)) });
    const outcome = await processOf(here)('open', open);
    expect(outcome).toMatchObject({ kind: 'accepted', replayed: false, resource: { revision: 0 } });
    expect(await typesIn(here)).toEqual(['DrawerOpened']);
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map((events) => JSON.stringify(events))).size).toBe(1);
  });

  it('tries again when nothing was reached', async () => {
    const here = world(failing('append', 'before', { 1: new Fault('unavailable', 'down'), 2: new Fault('unavailable', 'down') }));
    expect((await processOf(here)('open', open)).kind).toBe('accepted');
    expect(here.clock.now()).toBe(new SkippingClock().now() + 20 + 40);
  });

  it('reads again when reading fails', async () => {
    const here = world(failing('read', 'before', { 1: new Fault('timeout', 'slow') }));
    expect((await processOf(here)('open', open)).kind).toBe('accepted');
  });

  it('gives up when its time is over', async () => {
    const here = world({ before: () => Promise.reject(new Fault('unavailable', 'down')) });
    const startedAt = here.clock.now();
    await expect(processOf(here)('open', open)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(here.clock.now() - startedAt).toBeLessThanOrEqual(10_000);
    expect(here.clock.now() - startedAt).toBeGreaterThan(9_000);
  });

  it('says that nobody knows when an answer was lost before the store went away', async () => {
    const plan = failing('append', 'after', { 1: new Fault('unclear', 'lost') });
    let isDown = false;
    const here = world({
      before(call) {
        if (isDown && call.operation === 'append') throw new Fault('unavailable', 'down');
      },
      after(call) {
        isDown ||= call.operation === 'append';
        return plan.after?.(call);
      },
    });
    await expect(processOf(here)('open', open, { deadlineAt: here.clock.now() + 1_000 })).rejects.toMatchObject({ kind: 'unclear' });
    isDown = false;
    expect(await processOf(here)('open', open)).toMatchObject({ kind: 'accepted', replayed: true }); // a repeat finds it
  });

  it.each(['gone', 'refused'] as const)('does not try again when it is %s', async (kind) => {
    let calls = 0;
    const here = world({
      before(call) {
        if (call.operation === 'append' && ++calls) throw new Fault(kind, kind);
      },
    });
    await expect(processOf(here)('open', open)).rejects.toMatchObject({ kind });
    expect(calls).toBe(1);
  });

  it('lets a bug through at once', async () => {
    const here = world(failing('append', 'before', { 1: new TypeError('bug') as Fault }));
    await expect(processOf(here)('open', open)).rejects.toThrow(TypeError);
    expect((await processOf(here)('open', open)).kind).toBe('accepted');
  });

  it('gives up after losing every race within its time', async () => {
    const here = world();
    let rivals = 0;
    const other = processOf(here);
    const mine = processOf(here);
    await mine('open', open);
    here.store.interceptor = {
      async before(call) {
        if (call.operation !== 'append' || call.events[0]?.metadata.commandId !== contextFor('mine').commandId) return;
        here.clock.instant += 100;
        await other(`rival ${++rivals}`, add(1));
      },
    };
    await expect(mine('mine', add(5), { deadlineAt: here.clock.now() + 1_000 })).rejects.toMatchObject({ kind: 'unavailable' });
    expect(rivals).toBe(10);
  });
});

describe('executor and its listener', () => {
  it('tells it of each append, once, before the answer', async () => {
    const heard: string[] = [];
    const run = processOf(world(), {
      onAppend: async (resource, events) => {
        await Promise.resolve();
        heard.push(`${resource.revision}:${events.length}`);
      },
    });
    await run('open', open);
    await run('add', add(5, 7));
    await run('add', add(5, 7));
    await run('open again', open);
    expect(heard).toEqual(['0:1', '2:2']);
  });

  it('does not keep a caller waiting who waits by himself', async () => {
    let letGo = (): void => undefined;
    const here = world();
    const parts: ExecutorParts = {
      store: here.store,
      reader: new StreamReader(here.store, new StateCache(100)),
      clock: here.clock,
      log: new SilentLog(),
      onAppend: () => new Promise((resolve) => (letGo = resolve)),
    };
    const target = { key: 'A', context: contextFor('open'), tellsBeside: true };
    const outcome = await new Executor(parts).run(drawer, target, open);
    const told = outcome.kind === 'accepted' && outcome.told?.then(() => 'told');
    expect(await Promise.race([told, Promise.resolve('not yet')])).toBe('not yet');
    letGo();
    expect(await told).toBe('told');
  });

  it('has succeeded whatever the listener throws', async () => {
    const run = processOf(world(), { onAppend: () => Promise.reject(new Fault('unavailable', 'views')) });
    expect((await run('open', open)).kind).toBe('accepted');
  });
});
