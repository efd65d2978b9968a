import { isSoftDeleted, parseMetadata, SOFT_DELETE_JSON, undeletedJson, windowOf } from './stream-metadata';

const parse = (json: string) => parseMetadata(Buffer.from(json));

describe('stream metadata', () => {
  it('reads the limits', () => {
    expect(parse('{"$maxCount":3,"$maxAge":60,"$tb":7,"own":1}')).toEqual({ maxCount: 3, maxAgeMs: 60_000, truncateBefore: 7 });
  });

  it.each(['', 'null', '[1]', '"text"', '{"$maxCount":', '{"$maxCount":0,"$maxAge":-1,"$tb":-1}', '{"$maxCount":"3"}'])(
    'ignores %s',
    (json) => {
      expect(parse(json)).toEqual({});
    },
  );

  it('knows a soft delete, but no lower number, by int64.max', () => {
    expect(isSoftDeleted(parse(SOFT_DELETE_JSON))).toBe(true);
    expect(isSoftDeleted(parse('{"$tb":9007199254740991}'))).toBe(false);
    expect(isSoftDeleted({})).toBe(false);
  });

  it('keeps what else it held when a stream lives again', () => {
    const json = undeletedJson(Buffer.from('{"$tb":9223372036854775807,"own":{"a":1}}'), 4);
    expect(JSON.parse(json)).toEqual({ $tb: 4, own: { a: 1 } });
  });
});

describe('the readable window', () => {
  it('is the stricter of the two numbers', () => {
    expect(windowOf({ maxCount: 3, truncateBefore: 5 }, 9, 0).firstRevision).toBe(7);
    expect(windowOf({ maxCount: 8, truncateBefore: 5 }, 9, 0).firstRevision).toBe(5);
    expect(windowOf({ maxCount: 20 }, 9, 0).firstRevision).toBe(0);
  });

  it('goes by the time of writing for the age', () => {
    expect(windowOf({ maxAgeMs: 1_000 }, 9, 5_000).createdFromMs).toBe(4_000);
    expect(windowOf({}, 9, 5_000).createdFromMs).toBe(0);
  });
});
