import { terms } from '../testing/session-fixtures';
import { priceOf } from './price-of';

const tiers = {
  tiers: [
    { upTo: 10, unitAmountAtom: 100, flatAmountAtom: 50 },
    { upTo: 20, unitAmountAtom: 80, flatAmountAtom: null },
    { upTo: null, unitAmountAtom: 60, flatAmountAtom: 7 },
  ],
};

describe('prices', () => {
  it.each([
    ['per unit', terms({ unitAmountAtom: 250 }), 3, 750],
    ['packages, rounded up', terms({ unitAmountAtom: 250, quantityDivisor: 10 }), 21, 750],
    ['volume, first tier', terms({ billingScheme: 'tiered', tiers: { mode: 'volume', ...tiers } }), 10, 1_050],
    ['volume, second tier', terms({ billingScheme: 'tiered', tiers: { mode: 'volume', ...tiers } }), 11, 880],
    ['volume, last tier', terms({ billingScheme: 'tiered', tiers: { mode: 'volume', ...tiers } }), 21, 1_267],
    ['graduated, first tier', terms({ billingScheme: 'tiered', tiers: { mode: 'graduated', ...tiers } }), 10, 1_050],
    ['graduated, second tier', terms({ billingScheme: 'tiered', tiers: { mode: 'graduated', ...tiers } }), 11, 1_130],
    ['graduated, last tier', terms({ billingScheme: 'tiered', tiers: { mode: 'graduated', ...tiers } }), 21, 1_917],
    ['metered use', terms({ usageType: 'metered', unitAmountAtom: 250 }), 3, 0],
  ])('%s', (...[, priced, quantity, expected]) => expect(priceOf(priced, quantity)).toBe(expected));

  it('stays exact beyond what a float can hold, up to the limit that refuses it', () =>
    expect(priceOf(terms({ unitAmountAtom: Number.MAX_SAFE_INTEGER }), 999_999)).toBe(Number.MAX_SAFE_INTEGER));
});
