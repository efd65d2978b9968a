import { csvOf } from './csv';

describe('CSV', () => {
  it('quotes what has to be quoted', () =>
    expect(csvOf(['a', 'b'], [{ a: 'x,"y"', b: 'line\r\nbreak' }])).toBe('a,b\r\n"x,""y""","line\r\nbreak"\r\n'));
  it('leaves nothing empty, numbers bare and objects as JSON', () =>
    expect(csvOf(['a', 'b', 'c'], [{ a: null, b: -1, c: { x: 1 } }])).toBe('a,b,c\r\n,-1,"{""x"":1}"\r\n'));
  it('shows a formula as text', () => expect(csvOf(['a'], [{ a: '=1+1' }])).toBe("a\r\n'=1+1\r\n"));
});
