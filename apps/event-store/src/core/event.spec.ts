import { linkTarget, NO_BYTES, originalOf } from './event';

const link = (data: string, type = '$>') => ({ id: '', type, json: false, metadata: NO_BYTES, data: Buffer.from(data) });

describe('links', () => {
  it('names a revision and a stream that may hold an @', () => expect(linkTarget(link('12@a@b'))).toEqual({ revision: 12, stream: 'a@b' }));
  it.each(['', '12', '@a', 'x@a', '1.5@a', '-1@a'])('sees none in %p', (data) => expect(linkTarget(link(data))).toBeUndefined());
  it('is a matter of the type', () => expect(linkTarget(link('1@a', 'other'))).toBeUndefined());
});

describe('metadata streams', () => {
  it('belong to the stream behind the dollars', () => {
    expect(originalOf('$$a')).toBe('a');
    expect(originalOf('$$$a')).toBe('$a');
    expect(originalOf('$a')).toBeUndefined();
  });
});
