import { createSecretKey } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import type { RecordedEvent } from './event';
import { canonicalJson, eventHash, keyedHash, requestHash, sameText, sha256, verifyChain } from './hashing';
import { propose } from './proposal';
import { foldOn, nothingYet } from './resource';
import { contextFor, drawer, type DrawerEvent } from './testing/drawer';

/** A stream as it is stored: each inner list is one append. */
function stored(...appends: readonly (readonly DrawerEvent[])[]): readonly RecordedEvent[] {
  let folded = nothingYet(drawer, 'A');
  const all = appends.flatMap((events, index) => {
    const proposed = propose({ type: drawer, folded, events, context: contextFor(`${index}`), now: 1_000 + index });
    const before = folded.revision;
    const recorded = proposed.map((event, place) => ({ ...event, stream: 'drawer-A', revision: before + 1 + place, position: 0n }));
    folded = foldOn(drawer, folded, recorded);
    return recorded;
  });
  return JSON.parse(JSON.stringify(all, (_key, value: unknown) => (typeof value === 'bigint' ? 0 : value))) as RecordedEvent[];
}

const coin = (amountAtom: number): DrawerEvent => ({ type: 'CoinAdded', data: { amountAtom } });
const opened: DrawerEvent = { type: 'DrawerOpened', data: { currency: 'EUR' } };
const chain = stored([opened], [coin(1), coin(2)], [coin(3)], [coin(4)]);
const [e0, e1, e2, e3, e4] = chain as [RecordedEvent, RecordedEvent, RecordedEvent, RecordedEvent, RecordedEvent];

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: 'x' })).toBe('{"a":"x","b":[1,{"c":2,"d":1}]}');
  });

  it('says the same about a value and what JSON makes of it', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson({ value }) === canonicalJson(JSON.parse(JSON.stringify({ value })))));
  });

  it('is what the package says, of whatever there is', () => {
    const odd = fc.constantFrom<unknown>(
      undefined,
      () => 1,
      Symbol('s'),
      new Date(0),
      -0,
      1e21,
      new Number(7),
      { toJSON: () => 'x' },
      Object.create(null),
    );
    const keys = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('10', '9', '__proto__', 'toJSON', '\u20ac', '\ufb33', '\ud83d\ude00'),
    );
    const anything = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), odd, fc.array(tie('value')), fc.dictionary(keys, tie('value'))),
    })).value;
    fc.assert(
      fc.property(anything, (value) => canonicalJson({ value }) === canonicalize({ value })),
      { numRuns: 500 },
    );
    expect(canonicalJson(new Array(2))).toBe('[null,null]'); // nothing at all in them
  });

  it.each([[{ a: '\ud800' }], [{ '\ud800': 1 }], [['\udc00']], [{ a: NaN }], [undefined]])('refuses what JSON cannot carry', (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });
});

describe('the chain of a stream', () => {
  it('is whole as it was written, across appends', () => {
    expect(verifyChain(chain)).toEqual([]);
    expect(verifyChain([])).toEqual([]);
    expect(e0.metadata.prevHash).toBeNull();
    expect(chain.slice(1).map(({ metadata }) => metadata.prevHash)).toEqual(chain.slice(0, -1).map(({ metadata }) => metadata.hash));
  });

  it('covers every part of an event but its hash, and is SHA-256', () => {
    const { hash, ...metadata } = e1.metadata;
    const body = { data: e1.data, metadata, revision: 1, stream: 'drawer-A', type: 'CoinAdded' };
    expect(hash).toBe(sha256(canonicalJson(body)));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(eventHash({ ...body, stream: 'drawer-B' })).not.toBe(hash);
  });

  it('shows a single flipped character, wherever it is in data or metadata', () => {
    const text = JSON.stringify({ type: e2.type, data: e2.data, metadata: e2.metadata });
    for (let place = 0; place < text.length; place++) {
      const character = text.charAt(place) === '7' ? '8' : '7';
      const altered = parsed(text.slice(0, place) + character + text.slice(place + 1));
      if (altered) expect(verifyChain([e0, e1, { ...e2, ...altered }, e3, e4])).not.toEqual([]);
    }
    expect.assertions(
      [...text].filter((_, place) => parsed(text.slice(0, place) + (text.charAt(place) === '7' ? '8' : '7') + text.slice(place + 1)))
        .length,
    );
  });

  it('shows what has no canonical form any more as altered', () => {
    expect(verifyChain([{ ...e0, data: { currency: '\ud800' } }])).toEqual([{ revision: 0, problem: 'hash-differs' }]);
  });

  it('shows a dropped event, and only that one as missing', () => {
    expect(verifyChain([e0, e2, e3, e4])).toEqual([
      { revision: 1, problem: 'revision-missing' },
      { revision: 2, problem: 'previous-hash-differs' },
    ]);
    expect(verifyChain([e1, e2])).toEqual([
      { revision: 0, problem: 'revision-missing' },
      { revision: 1, problem: 'previous-hash-differs' },
    ]);
  });

  it('shows two swapped events, also when their numbers were swapped back', () => {
    expect(verifyChain([e0, e2, e1, e3, e4])).not.toEqual([]);
    const renumbered = [e0, { ...e2, revision: 1 }, { ...e1, revision: 2 }, e3, e4];
    expect(verifyChain(renumbered).map(({ problem }) => problem)).toContain('hash-differs');
  });

  it('shows an event that stands there twice', () => {
    expect(verifyChain([e0, e1, e1, e2])).not.toEqual([]);
  });

  it('shows an event of another stream', () => {
    expect(verifyChain([{ ...e0, stream: 'drawer-B' }])).toEqual([{ revision: 0, problem: 'hash-differs' }]);
  });

  it('is about what is stored, not what upcasting made of it', () => {
    const upcast = { ...e0, type: 'DrawerOpenedAnew', data: { money: 'EUR' }, stored: { type: e0.type, data: e0.data } };
    expect(verifyChain([upcast, e1])).toEqual([]);
  });
});

function parsed(text: string): Partial<RecordedEvent> | null {
  try {
    const value = JSON.parse(text) as Partial<RecordedEvent>;
    return value.metadata && value.type !== undefined && value.data ? value : null;
  } catch {
    return null;
  }
}

describe('keyed hashes', () => {
  const [key, other] = [createSecretKey(Buffer.alloc(32, 1)), createSecretKey(Buffer.alloc(32, 2))];

  it('tell equal requests from others, whatever the order of their keys', () => {
    expect(requestHash(key, { a: 1, b: 2 })).toBe(requestHash(key, { b: 2, a: 1 }));
    expect(requestHash(key, { a: 1 })).not.toBe(requestHash(key, { a: 2 }));
    expect(requestHash(key, { a: 1 })).not.toBe(requestHash(other, { a: 1 }));
  });

  it('show equality of natural keys to who has the key', () => {
    expect(keyedHash(key, 'ada@example.com')).toBe(keyedHash(key, 'ada@example.com'));
    expect(keyedHash(key, 'ada@example.com')).not.toBe(keyedHash(other, 'ada@example.com'));
    expect(keyedHash(key, 'ada@example.com')).not.toContain('ada');
  });
});

it('sameText compares texts of any length', () => {
  expect(sameText('abc', 'abc')).toBe(true);
  expect(sameText('abc', 'abd')).toBe(false);
  expect(sameText('abc', 'ab')).toBe(false);
});
