import fc from 'fast-check';
import { shareHalfUp, splitByKey, sum } from './money';

describe('money', () => {
  const atoms = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  const parts = fc.uniqueArray(fc.record({ key: fc.string(), weight: atoms }), { selector: ({ key }) => key, minLength: 1, maxLength: 20 });

  it('splits without losing or making an atom, each within one of its exact share', () =>
    fc.assert(
      fc.property(atoms, parts, (amount, weighted) => {
        const whole = weighted.reduce((total, { weight }) => total + BigInt(weight), 0n);
        fc.pre(whole > 0n);
        const split = splitByKey(amount, weighted);
        expect([...split.values()].reduce((total, part) => total + BigInt(part), 0n)).toBe(BigInt(amount));
        for (const { key, weight } of weighted) {
          const excess = BigInt(split.get(key) ?? -1) * whole - BigInt(amount) * BigInt(weight);
          expect(excess > -whole && excess < whole).toBe(true);
        }
      }),
    ));

  it('gives the same parts in whatever order they come', () =>
    fc.assert(
      fc.property(atoms, parts, (amount, weighted) => {
        expect(new Map([...splitByKey(amount, weighted.toReversed())].sort())).toEqual(new Map([...splitByKey(amount, weighted)].sort()));
      }),
    ));

  it('gives what is left over to the largest remainders, and of equal ones to the least key', () => {
    const thirds = ['c', 'a', 'b'].map((key) => ({ key, weight: 1 }));
    expect(Object.fromEntries(splitByKey(100, thirds))).toEqual({ a: 34, b: 33, c: 33 });
    expect(Object.fromEntries(splitByKey(5, [{ key: 'a', weight: 1 }, { key: 'z', weight: 2 }]))).toEqual({ a: 2, z: 3 }); // prettier-ignore
  });

  it('splits nothing where there is nothing', () => expect(Object.fromEntries(splitByKey(0, [{ key: 'a', weight: 0 }]))).toEqual({ a: 0 }));

  it('rounds half up', () =>
    expect([shareHalfUp(1, 1, 2), shareHalfUp(1, 49, 100), shareHalfUp(333, 10, 100), shareHalfUp(50, 1, 100)]).toEqual([1, 0, 33, 1]));

  it('adds up to the largest whole number at most, which every limit refuses', () =>
    expect(sum([Number.MAX_SAFE_INTEGER, 1])).toBe(Number.MAX_SAFE_INTEGER));
});
