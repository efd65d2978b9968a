import fc from 'fast-check';
import { item, monthly, terms } from '../testing/session-fixtures';
import { amountsOf, priceOf } from './amounts';
import { shareHalfUp, splitByLargestRemainder, sum } from './money';

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

describe('amounts of a session', () => {
  it('charges one-time and recurring items now, items on trial later', () => {
    const lineItems = [item('mug'), item('club', { terms: monthly() }), item('trial', { terms: monthly({ trialDays: 14 }) })];
    const [tier] = amountsOf([{ lineItems, routeKey: null }]).tiers;
    expect(tier).toMatchObject({ subtotalAtom: 3_000, totalAtom: 3_000, discountAtom: 0 });
    expect(tier?.lines.map((line) => line.dueNowAtom)).toEqual([2_000, 1_000, 0]);
  });

  it('makes one group of what recurs on equal terms, and another of the rest', () => {
    const lineItems = [item('a', { terms: monthly() }), item('b', { terms: monthly() }), item('c', { terms: monthly({ trialDays: 7 }) })];
    const [tier] = amountsOf([{ lineItems, routeKey: null }]).tiers;
    expect(tier?.recurring.map(({ amountAtom, lineKeys }) => [amountAtom, lineKeys])).toEqual([
      [2_000, ['a', 'b']],
      [1_000, ['c']],
    ]);
  });

  it('says nothing of a currency before there is a line item', () =>
    expect(amountsOf([{ lineItems: [], routeKey: null }]).currency).toBeNull());
});

describe('money', () => {
  const atoms = fc.integer({ min: 0, max: 99_999_999 });

  it('splits without losing or making an atom', () =>
    fc.assert(
      fc.property(atoms, fc.array(atoms, { minLength: 1, maxLength: 20 }), (amount, weights) => {
        fc.pre(sum(weights) > 0);
        const parts = splitByLargestRemainder(amount, weights);
        expect(sum(parts)).toBe(amount);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        parts.forEach((part, index) => expect(Math.abs(part - (amount * (weights[index] ?? 0)) / sum(weights))).toBeLessThan(1.000001));
      }),
    ));

  it('rounds half up', () => expect([shareHalfUp(1, 1, 2), shareHalfUp(1, 49, 100), shareHalfUp(333, 10, 100)]).toEqual([1, 0, 33]));
});
