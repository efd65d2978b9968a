// What the in-memory store can do beyond the port; the port itself is held by test/contract.
import { Fault } from '../faults';
import type { ProposedEvent } from '../event';
import { propose } from '../proposal';
import { nothingYet } from '../resource';
import { contextFor, drawer, SkippingClock } from '../testing/drawer';
import { InMemoryEventStore, type StoreCall } from './event-store';

const proposed = (name: string, count = 1): readonly ProposedEvent[] =>
  propose({
    type: drawer,
    folded: nothingYet(drawer, name),
    events: Array.from({ length: count }, () => ({ type: 'CoinAdded' as const, data: { amountAtom: 1 } })),
    context: contextFor(name),
    now: 1,
  });

describe('the in-memory event store', () => {
  it('has not done what failed before, and has done what failed after', async () => {
    const store = new InMemoryEventStore();
    store.interceptor = { before: () => Promise.reject(new Fault('unavailable', 'not reached')) };
    await expect(store.append('drawer-A', -1, proposed('A'))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(store.events).toEqual([]);
    store.interceptor = { after: () => Promise.reject(new Fault('unclear', 'answer lost')) };
    await expect(store.append('drawer-A', -1, proposed('A'))).rejects.toMatchObject({ kind: 'unclear' });
    expect(store.events).toHaveLength(1);
  });

  it('tells the interceptor of every call', async () => {
    const calls: StoreCall[] = [];
    const store = new InMemoryEventStore({ interceptor: { before: (call) => void calls.push(call) } });
    const events = proposed('A');
    await store.append('drawer-A', -1, events);
    await store.read('drawer-A');
    await store.readLast('drawer-A');
    await store.limit('drawer-A', {});
    await store.head();
    for await (const event of store.readAll(['drawer-'])) expect(event.stream).toBe('drawer-A');
    for await (const page of store.subscribe(['drawer-'], null, new AbortController().signal)) if (page.caughtUp) break;
    await store.tombstone('drawer-A');
    expect(calls.map(({ operation }) => operation)).toEqual([
      'append', 'read', 'readLast', 'limit', 'head', 'readAll', 'subscribe', 'page', 'tombstone',
    ]); // prettier-ignore
    expect(calls[0]).toEqual({ operation: 'append', stream: 'drawer-A', events });
  });

  it('makes pages no larger than it was told', async () => {
    const store = new InMemoryEventStore({ pageSize: 2 });
    await store.append('drawer-A', -1, proposed('A', 5));
    const sizes: (number | boolean)[] = [];
    for await (const page of store.subscribe(['drawer-'], null, new AbortController().signal)) {
      sizes.push(page.events.length, page.caughtUp);
      if (page.caughtUp) break;
    }
    expect(sizes).toEqual([2, false, 2, false, 1, true]);
  });

  it('breaks subscriptions that wait', async () => {
    const store = new InMemoryEventStore();
    const pages = store.subscribe(['drawer-'], null, new AbortController().signal);
    await pages.next();
    const waiting = pages.next();
    store.breakSubscriptions();
    await expect(waiting).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('lets events grow old by its clock', async () => {
    const clock = new SkippingClock();
    const store = new InMemoryEventStore({ clock });
    await store.limit('drawer-A', { maxAgeSeconds: 10 });
    await store.append('drawer-A', -1, proposed('A'));
    await clock.sleep(9_999);
    expect(await store.read('drawer-A')).toHaveLength(1);
    await clock.sleep(1);
    expect(await store.read('drawer-A')).toEqual([]);
    expect(await store.readLast('drawer-A')).toBeNull();
  });

  it('keeps what it was given from being changed, by who gave it and by who reads it', async () => {
    const store = new InMemoryEventStore();
    const data = { amountAtom: 1 };
    const [event] = proposed('A');
    if (!event) throw new Error('nothing was proposed');
    await store.append('drawer-A', -1, [{ ...event, data }]);
    data.amountAtom = 2;
    const [read] = await store.read('drawer-A');
    expect(read?.data).toEqual({ amountAtom: 1 });
    expect(() => Object.assign(read?.data ?? {}, { amountAtom: 3 })).toThrow(TypeError);
    expect(() => Object.assign(read ?? {}, { revision: 3 })).toThrow(TypeError);
  });
});
