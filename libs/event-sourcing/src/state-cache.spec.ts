import { type Folded, nothingYet } from './resource';
import { StateCache } from './state-cache';
import { drawer } from './testing/drawer';

const at = (revision: number): Folded => ({ ...nothingYet(drawer, 'A'), revision });

describe('the state cache', () => {
  it('keeps the newer state, whoever comes last', () => {
    const cache = new StateCache(10);
    cache.put('drawer-A', at(5));
    cache.put('drawer-A', at(3));
    expect(cache.get('drawer-A')?.revision).toBe(5);
    cache.put('drawer-A', at(6));
    expect(cache.get('drawer-A')?.revision).toBe(6);
  });

  it('holds no more than its capacity, and what was used last in any case', () => {
    const cache = new StateCache(6);
    const used: string[] = [];
    const use = (stream: string) => {
      cache.put(stream, at(1));
      used.unshift(stream);
    };
    for (const stream of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) use(stream);
    cache.get('f');
    used.unshift('f');
    for (const stream of ['i', 'j']) use(stream);
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
    const held = names.filter((stream) => new Set(used.slice(0, 3)).has(stream));
    expect(names.filter((stream) => cache.get(stream))).toEqual(expect.arrayContaining(held));
    expect(names.filter((stream) => cache.get(stream)).length).toBeLessThanOrEqual(6);
    expect(cache.get('a')).toBeUndefined();
  });

  it('forgets what it is told to', () => {
    const cache = new StateCache(2);
    cache.put('a', at(1));
    cache.put('b', at(1));
    cache.put('c', at(1));
    for (const stream of ['b', 'c']) {
      expect(cache.get(stream)).toBeDefined();
      cache.drop(stream);
      expect(cache.get(stream)).toBeUndefined();
    }
  });
});
