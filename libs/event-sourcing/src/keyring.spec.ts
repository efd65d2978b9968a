import { Keyring, type SecretKey, withAny } from './keyring';

const [first, second, third] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];
const hex = (key: SecretKey): string => key.export().toString('hex');

describe('a keyring', () => {
  const alone = new Keyring(first);
  const rotated = new Keyring(third, [second, first]);

  it('has another key for each purpose', () => expect(hex(alone.derive('a'))).not.toBe(hex(alone.derive('b'))));
  it('never changes the keys of names', () => expect(hex(rotated.derive('ids/v1'))).toBe(hex(alone.derive('ids/v1'))));
  it('seals with the present key and keeps those before it', () => {
    const keys = rotated.generations('x').map(hex);
    expect(keys).toEqual([third, second, first].map((master) => hex(new Keyring(master).derive('x'))));
  });
  it('refuses a key of another length, and more than a digit can count', () => {
    expect(() => new Keyring(first, [Buffer.alloc(31)])).toThrow('32 bytes');
    expect(
      () =>
        new Keyring(
          first,
          Array.from({ length: 9 }, () => second),
        ),
    ).toThrow('9 master keys');
  });
});

describe('withAny', () => {
  const even = (value: number): number => {
    if (value % 2 === 1) throw new Error(`${value} is odd`);
    return value;
  };
  it('answers what the first that fits answers', () => expect(withAny([1, 4, 6], even)).toBe(4));
  it('throws when none fits', () => expect(() => withAny([1, 3], even)).toThrow('3 is odd'));
});
