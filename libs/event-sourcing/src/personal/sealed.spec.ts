import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { isSealed, keyIdsIn, open, seal, type Sealed, sealingKey } from './sealed';

const keyOf = (id: string, byte: number) => sealingKey(id, createSecretKey(Buffer.alloc(32, byte)));
const key = keyOf('A', 1);
const place = { stream: 'customer-A', field: 'email' };
const sealed = seal(key, 'ada@example.com', place);
const withBody = (change: (body: Buffer) => Buffer): Sealed => ({
  ...sealed,
  c: change(Buffer.from(sealed.c, 'base64url')).toString('base64url'),
});

describe('a sealed value', () => {
  it('opens where it was sealed, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => open(key, seal(key, text, place), place) === text));
  });

  it('shows nothing of the text, and is another ciphertext each time', () => {
    const again = seal(key, 'ada@example.com', place);
    expect(JSON.stringify(sealed)).not.toContain('ada');
    expect(again.c).not.toBe(sealed.c);
  });

  it('shows equality under one key, anywhere, and nothing across keys', () => {
    const elsewhere = seal(key, 'ada@example.com', { stream: 'checkoutSession-B', field: 'customer.email' });
    expect(elsewhere.h).toBe(sealed.h);
    expect(seal(key, 'bob@example.com', place).h).not.toBe(sealed.h);
    expect(seal(keyOf('B', 2), 'ada@example.com', place).h).not.toBe(sealed.h);
  });

  it('does not open at another place', () => {
    expect(() => open(key, sealed, { ...place, field: 'name' })).toThrow();
    expect(() => open(key, sealed, { ...place, stream: 'customer-B' })).toThrow();
    expect(() => open(key, sealed, { stream: 'customer-A\nemail', field: '' })).toThrow();
  });

  it('does not open with another key', () => {
    expect(() => open(sealingKey('A', createSecretKey(randomBytes(32))), sealed, place)).toThrow();
  });

  it('does not open once a single bit of it was altered', () => {
    const { length } = Buffer.from(sealed.c, 'base64url');
    for (let at = 0; at < length * 8; at++) {
      const flipped = withBody((body) => {
        body.writeUInt8(body.readUInt8(at >> 3) ^ (1 << (at & 7)), at >> 3);
        return body;
      });
      expect(() => open(key, flipped, place)).toThrow();
    }
  });

  it('does not open once it was cut, from either end', () => {
    const { length } = Buffer.from(sealed.c, 'base64url');
    for (let kept = 0; kept < length; kept++) {
      expect(() =>
        open(
          key,
          withBody((body) => body.subarray(0, kept)),
          place,
        ),
      ).toThrow();
      expect(() =>
        open(
          key,
          withBody((body) => body.subarray(length - kept)),
          place,
        ),
      ).toThrow();
    }
  });
});

describe('sealed values in a state', () => {
  it('are found at any depth, each key once', () => {
    const state = { a: sealed, list: [{ b: seal(keyOf('B', 1), 'x', place) }, sealed], plain: 'text', nothing: null, count: 1 };
    expect([...keyIdsIn(state)].sort()).toEqual(['A', 'B']);
    expect([...keyIdsIn('text')]).toEqual([]);
  });

  it.each([null, 'text', {}, { k: 'A', c: 'x' }, { ...sealed, more: 1 }, { k: 1, c: 'x', h: 'y' }, { k: 'A', c: null, h: 'y' }, [1, 2, 3]])(
    'are not mistaken: %j',
    (value) => expect(isSealed(value)).toBe(false),
  );

  it('are recognised after JSON', () => {
    expect(isSealed(JSON.parse(JSON.stringify(sealed)))).toBe(true);
  });
});
