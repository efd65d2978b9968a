import { currencyDecimals, isCurrency } from './currency';

describe('currencies', () => {
  it.each([
    ['usd', 2],
    ['jpy', 0],
    ['kwd', 3],
  ])('%s has %d decimals', (code, decimals) => expect([isCurrency(code), currencyDecimals(code)]).toEqual([true, decimals]));
  it.each(['USD', 'xxx', '', 'us'])('%j is none', (code) => expect(isCurrency(code)).toBe(false));
  it('follow ISO 4217 where shops do not', () => expect(['iqd', 'huf', 'isk'].map(currencyDecimals)).toEqual([3, 2, 0]));
});
