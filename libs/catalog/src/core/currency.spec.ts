import { currencyDecimals, isCurrency } from './currency';

describe('currencies', () => {
  it.each([
    ['usd', 2],
    ['jpy', 0],
    ['kwd', 3],
  ])('%s has %d decimals', (code, decimals) => expect([isCurrency(code), currencyDecimals(code)]).toEqual([true, decimals]));
  it.each(['USD', 'xxx', '', 'us'])('%j is none', (code) => expect(isCurrency(code)).toBe(false));
  it('agree with the platform, where it knows them', () => {
    const known = Intl.supportedValuesOf('currency')
      .map((code) => code.toLowerCase())
      .filter(isCurrency);
    const digits = (currency: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
    expect(known.length).toBeGreaterThan(140);
    expect(known.filter((code) => digits(code) !== currencyDecimals(code))).toEqual([]);
  });
});
