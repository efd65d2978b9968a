import { countMembers, repeatedMembers, scanJson } from './json-scan';

const bytes = (text: string) => Buffer.from(text);

describe('scanJson', () => {
  it.each([
    ['1', 0, 0],
    ['{}', 1, 0],
    ['{"a":{"b":[1,{"c":2}]}}', 4, 3],
    ['[[[]]]', 3, 0],
    ['{"a:b{[":"\\"}]:{","c":"\\\\"}', 1, 2],
  ])('%s has depth %d and %d members', (text, depth, members) => expect(scanJson(bytes(text))).toEqual({ depth, members }));

  it('counts as many members as the parsed value has, unless one is repeated', () => {
    const text = '{"a":[{"b":1},{"b":2}],"c":{"d":null}}';
    expect(countMembers(JSON.parse(text))).toBe(scanJson(bytes(text)).members);
    const repeated = '{"a":1,"a":2}';
    expect(countMembers(JSON.parse(repeated))).toBe(scanJson(bytes(repeated)).members - 1);
  });
});

describe('repeatedMembers', () => {
  it('finds every repeated name with its place', () =>
    expect(repeatedMembers(bytes('{ "a" : [ {"b":1}, {"b":1, "b" : {"b":1}} ], "c": 1, "a": "b:", "c": 2 }'))).toEqual([
      ['a', 1, 'b'],
      ['a'],
      ['c'],
    ]));
  it('knows an escaped name', () => expect(repeatedMembers(bytes('{"a":1,"\\u0061":2}'))).toEqual([['a']]));
  it('keeps names of different objects apart', () => expect(repeatedMembers(bytes('[{"a":1},{"a":1}]'))).toEqual([]));
  it('knows that a text is no name', () => expect(repeatedMembers(bytes('{"a":"a","b":["a","a"]}'))).toEqual([]));
});
