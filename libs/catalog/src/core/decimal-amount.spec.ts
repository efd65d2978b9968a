import fc from 'fast-check';
import { atomsOf, decimalOf, MOST_ATOMS } from './decimal-amount';

describe('an amount as people write it', () => {
  it.each<[string, string, number | string]>([
    ['49.90', 'usd', 4_990],
    ['49.9', 'usd', 4_990],
    ['0.29', 'usd', 29], // 0.29 × 100 is 28.999999999999996 in floats
    ['1.005', 'kwd', 1_005],
    ['1.10', 'jpy', 'amount-too-precise'],
    ['1.00', 'jpy', 1],
    ['1.001', 'usd', 'amount-too-precise'],
    ['1.0010', 'kwd', 1_001],
    ['007', 'usd', 700],
    ['999999.99', 'usd', MOST_ATOMS],
    ['1000000', 'usd', 'amount-too-large'],
    ['9999999999.9999999999', 'usd', 'amount-too-precise'],
  ])('%s %s is %s', (text, currency, atoms) => expect(atomsOf(text, currency)).toBe(atoms));

  it('comes back as it went in, in every currency', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST_ATOMS }), fc.constantFrom('jpy', 'usd', 'kwd'), (atoms, currency) => {
        expect(atomsOf(String(decimalOf(atoms, currency)), currency)).toBe(atoms);
      }),
    ));
});
