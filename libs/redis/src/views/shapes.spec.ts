import fc from 'fast-check';
import { Shapes } from './shapes';

const sample = { key: 'k', item: { name: 'n', price: { amount: 1, currency: 'usd' } }, list: [{ name: 'n', price: null }], free: {} };
const shapes = new Shapes([sample]);
const again = (value: unknown): unknown => shapes.unpack(JSON.parse(JSON.stringify(shapes.pack(value))));

/** JSON in which some objects have the sample's names. */
const json = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.jsonValue(), tie('price'), tie('item'), fc.array(tie('value'))),
  price: fc.record({ amount: tie('value'), currency: tie('value') }),
  item: fc.record({ name: tie('value'), price: tie('value') }),
})).value;

describe('shapes', () => {
  it('give back what was packed, whatever it is', () => {
    fc.assert(
      fc.property(json, (value) => {
        // Beside what JSON itself changes (-0).
        expect(again(value)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(JSON.stringify(again(value))).toBe(JSON.stringify(value)); // names in their order, too
      }),
    );
  });

  it('keep the names out of what has them', () => {
    const text = JSON.stringify(shapes.pack(sample));
    for (const name of ['key', 'item', 'name', 'price', 'amount', 'currency', 'list']) expect(text).not.toContain(`"${name}"`);
    expect(again(sample)).toEqual(sample);
  });

  it('leave alone what has other names, another order, or a field without a value', () => {
    for (const other of [
      { name: 1 },
      { price: 1, name: 2 },
      { name: undefined, price: 3 },
      { 'name\0price': 1 },
      { 'amount\0currency': 1 },
    ]) {
      expect(JSON.stringify(shapes.pack(other))).toBe(JSON.stringify(other));
      expect(again(other)).toEqual(JSON.parse(JSON.stringify(other)));
    }
  });

  it('have names of objects that no code chose: __proto__ is one', () => {
    const text = '{"__proto__":{"amount":1,"currency":"eur"},"constructor":[1]}';
    expect(JSON.stringify(again(JSON.parse(text)))).toBe(text);
  });

  it('have a fingerprint that changes with what was learned', () => {
    expect(new Shapes([sample]).fingerprint).toBe(shapes.fingerprint);
    expect(new Shapes([{ ...sample, more: 1 }]).fingerprint).not.toBe(shapes.fingerprint);
    expect(new Shapes([]).fingerprint).toBeNull();
  });

  it('pack nothing when nothing was learned', () => {
    expect(new Shapes([]).pack({ a: [1] })).toEqual({ a: [1] });
    expect(new Shapes([]).unpack({ a: [1] })).toEqual({ a: [1] });
  });
});
