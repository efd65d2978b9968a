import { Executor } from './executor';
import { type Freshness, Facts } from './facts';
import { Fault } from './faults';
import { InMemoryEventStore } from './in-memory/event-store';
import { SilentLog } from './ports/logger';
import { StateCache } from './state-cache';
import { StreamReader } from './stream-reader';
import { contextFor, drawer, SkippingClock } from './testing/drawer';

/** Facts of one process, and another process that changes what they are about. */
function world() {
  const store = new InMemoryEventStore();
  const clock = new SkippingClock();
  const facts = new Facts(new StreamReader(store, new StateCache(100)), clock);
  const elsewhere = new Executor({ store, reader: new StreamReader(store, new StateCache(100)), clock, log: new SilentLog() });
  let reads = 0;
  let held: Promise<void> | undefined;
  store.interceptor = {
    before({ operation }) {
      if (operation !== 'read') return undefined;
      reads += 1;
      return held;
    },
  };
  return {
    store,
    clock,
    reads: () => reads,
    /** Reads wait until the answer is called. */
    hold(): () => void {
      let letGo = (): void => undefined;
      held = new Promise((resolve) => (letGo = resolve));
      return () => {
        held = undefined;
        letGo();
      };
    },
    get: (freshness: Freshness) => facts.get(drawer, 'A', freshness),
    change: (name: string) => elsewhere.run(drawer, { key: 'A', context: contextFor(name) }, { type: 'Open', currency: 'EUR' }),
    close: () => elsewhere.run(drawer, { key: 'A', context: contextFor('close') }, { type: 'Close' }),
  };
}

describe('facts', () => {
  it('are read once in two seconds, and again after that', async () => {
    const here = world();
    await here.change('open');
    await here.get('recent');
    await here.close();
    await here.clock.sleep(2_000);
    expect((await here.get('recent')).state.status).toBe('open');
    expect(here.reads()).toBe(1);
    await here.clock.sleep(1);
    expect((await here.get('recent')).state.status).toBe('closed');
  });

  it('may be as old as the caller says', async () => {
    const here = world();
    await here.change('open');
    await here.get(10_000);
    await here.clock.sleep(10_000);
    await here.get(10_000);
    expect(here.reads()).toBe(1);
    await here.get(9_999);
    expect(here.reads()).toBe(2);
  });

  it('are read once by many that ask at the same time', async () => {
    const here = world();
    await here.change('open');
    const letGo = here.hold();
    const asked = [here.get('recent'), here.get(10_000), here.get('recent')];
    letGo();
    expect((await Promise.all(asked)).map(({ revision }) => revision)).toEqual([0, 0, 0]);
    expect(here.reads()).toBe(1);
  });

  it('that are fresh are read after they were asked for, also while somebody else is reading', async () => {
    const here = world();
    await here.change('open');
    const letGo = here.hold();
    const asked = [here.get('recent'), here.get('fresh'), here.get('fresh')];
    letGo();
    await Promise.all(asked);
    expect(here.reads()).toBe(3);
  });

  it('are not those of a read that began too long ago', async () => {
    const here = world();
    await here.change('open');
    const letGo = here.hold();
    const early = here.get('recent');
    here.clock.instant += 2_001;
    const late = here.get('recent');
    letGo();
    await Promise.all([early, late]);
    expect(here.reads()).toBe(2);
  });

  it('are read anew after a failure', async () => {
    const here = world();
    await here.change('open');
    const counted = here.store.interceptor;
    here.store.interceptor = { before: () => Promise.reject(new Fault('unavailable', 'away')) };
    await expect(here.get('recent')).rejects.toMatchObject({ kind: 'unavailable' });
    here.store.interceptor = counted;
    expect((await here.get('recent')).revision).toBe(0);
  });

  it('that are not there yet are looked for each time', async () => {
    const here = world();
    expect((await here.get('recent')).revision).toBe(-1);
    await here.change('open');
    expect((await here.get('recent')).revision).toBe(0);
  });
});
