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

  it('holds no more than its capacity: what was not used for longest goes first', () => {
    const cache = new StateCache(2);
    cache.put('a', at(1));
    cache.put('b', at(1));
    cache.get('a');
    cache.put('c', at(1));
    expect(['a', 'b', 'c'].map((stream) => cache.get(stream) !== undefined)).toEqual([true, false, true]);
  });

  it('forgets what it is told to', () => {
    const cache = new StateCache(2);
    cache.put('a', at(1));
    cache.drop('a');
    expect(cache.get('a')).toBeUndefined();
  });
});
