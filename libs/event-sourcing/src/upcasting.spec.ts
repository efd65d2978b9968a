import type { RecordedEvent } from './event';
import { InMemoryEventStore } from './in-memory/event-store';
import { propose } from './proposal';
import { nothingYet } from './resource';
import { contextFor, drawer } from './testing/drawer';
import { type Upcaster, Upcasting } from './upcasting';

const event = (stream: string, [type, v]: readonly [string, number], data: object): RecordedEvent => {
  const [proposed] = propose({
    type: drawer,
    folded: nothingYet(drawer, 'A'),
    events: [{ type: 'DrawerClosed', data: {} }],
    context: contextFor('x'),
    now: 1,
  });
  if (!proposed) throw new Error('nothing was proposed');
  return { ...proposed, stream, type, data, revision: 0, position: 1n, metadata: { ...proposed.metadata, v } };
};

const rename: Upcaster = {
  category: 'drawer',
  type: 'Coin',
  from: 1,
  up: (data) => ({ type: 'CoinAdded', data: { ...data, currency: 'EUR' } }),
};
const toAtoms: Upcaster = {
  category: 'drawer',
  type: 'CoinAdded',
  from: 2,
  up: (data) => ({ data: { ...data, amountAtom: 'euros' in data ? Number(data.euros) * 100 : 0 } }),
};
const upcasting = new Upcasting([rename, toAtoms]);

describe('upcasting', () => {
  it('takes every step from the stored version to the present one, renaming included', () => {
    const old = event('drawer-A', ['Coin', 1], { euros: 2 });
    expect(upcasting.upcast(old)).toEqual({
      ...old,
      type: 'CoinAdded',
      data: { euros: 2, currency: 'EUR', amountAtom: 200 },
      stored: { type: 'Coin', data: { euros: 2 } },
    });
  });

  it('begins in the middle for an event of the middle', () => {
    expect(upcasting.upcast(event('drawer-A', ['CoinAdded', 2], { euros: 1 }))).toMatchObject({
      data: { amountAtom: 100 },
      metadata: { v: 2 },
    });
  });

  it('leaves present events as they are, the very object', () => {
    const present = event('drawer-A', ['CoinAdded', 3], { amountAtom: 5 });
    expect(upcasting.upcast(present)).toBe(present);
  });

  it('looks at the category, too', () => {
    const foreign = event('till-A', ['Coin', 1], {});
    expect(upcasting.upcast(foreign)).toBe(foreign);
  });

  it('does not change what it was given, and does nothing the second time', () => {
    const old = event('drawer-A', ['CoinAdded', 2], { euros: 2 });
    const copy = structuredClone(old);
    const once = upcasting.upcast(old);
    expect(old).toEqual(copy);
    expect(upcasting.upcast(once)).toBe(once);
  });

  it('refuses two upcasters for one step', () => {
    expect(() => new Upcasting([rename, rename])).toThrow('two upcasters');
  });

  it('happens in the in-memory store wherever events come out', async () => {
    const store = new InMemoryEventStore({ upcasting });
    await store.append('drawer-A', -1, [event('drawer-A', ['Coin', 1], { euros: 2 })]);
    const all = [...(await store.read('drawer-A')), await store.readLast('drawer-A')];
    for await (const each of store.readAll(['drawer-'])) all.push(each);
    for await (const page of store.subscribe(['drawer-'], null, new AbortController().signal)) {
      all.push(...page.events);
      break;
    }
    expect(all).toHaveLength(4);
    for (const each of all) expect(each).toMatchObject({ type: 'CoinAdded', data: { amountAtom: 200 }, stored: { type: 'Coin' } });
  });
});
