import { coupon, item, monthly, terms } from '../testing/session-fixtures';
import { amountsOf, tooLargeTiers } from './amounts';

const off = (changes: Parameters<typeof coupon>[0], minimumAmountAtom: number | null = null) => ({
  terms: coupon(changes),
  minimumAmountAtom,
});
const halfOff = (changes: Parameters<typeof coupon>[0] = {}) => off({ percentOff: 50, ...changes });
const fiveOff = (changes: Parameters<typeof coupon>[0] = {}) =>
  off({ discountType: 'amount_off', percentOff: null, amountAtomOff: 500, currency: 'usd', ...changes });
const twoWeeks = (changes: Parameters<typeof coupon>[0] = {}) =>
  off({ discountType: 'trial_extension', percentOff: null, trialDaysOff: 14, ...changes });
const mug = item('mug');
const club = item('club', { terms: monthly({ productKey: 'club' }) });
const yearly = item('yearly', { terms: monthly({ recurring: { interval: 'year', count: 1 }, unitAmountAtom: 9_000 }) });
const later = item('later', { terms: monthly({ trialDays: 14 }) });
const tierOf = (lineItems: readonly ReturnType<typeof item>[], discount: ReturnType<typeof off> | null) =>
  amountsOf([{ lineItems, routeKey: null }], discount).tiers[0];
const perPeriod = (...given: Parameters<typeof tierOf>) =>
  tierOf(...given)?.recurring.map(({ amountAtom, discount }) => [amountAtom, discount?.amountAtom ?? 0, discount?.duration ?? null]);

describe('amounts of a session', () => {
  it('charges one-time and recurring items now, items on trial later', () => {
    const lineItems = [item('mug'), item('club', { terms: monthly() }), item('trial', { terms: monthly({ trialDays: 14 }) })];
    const [tier] = amountsOf([{ lineItems, routeKey: null }], null).tiers;
    expect(tier).toMatchObject({ subtotalAtom: 3_000, totalAtom: 3_000, discountAtom: 0 });
    expect(tier?.lines.map((line) => line.dueNowAtom)).toEqual([2_000, 1_000, 0]);
  });

  it('makes one group of what recurs on equal terms, and another of the rest', () => {
    const lineItems = [item('a', { terms: monthly() }), item('b', { terms: monthly() }), item('c', { terms: monthly({ trialDays: 7 }) })];
    const [tier] = amountsOf([{ lineItems, routeKey: null }], null).tiers;
    expect(tier?.recurring.map(({ amountAtom, lineKeys }) => [amountAtom, lineKeys])).toEqual([
      [2_000, ['a', 'b']],
      [1_000, ['c']],
    ]);
  });

  it('says nothing of a currency before there is a line item', () =>
    expect(amountsOf([{ lineItems: [], routeKey: null }], null).currency).toBeNull());
});

describe('a discount', () => {
  it('takes a percentage off the lines of its products only, rounded half up once', () => {
    const cent = item('cent', { terms: terms({ unitAmountAtom: 1 }) });
    const mint = item('mint', { terms: terms({ unitAmountAtom: 2, productKey: 'mint' }) });
    expect(tierOf([cent, mint], halfOff())).toMatchObject({ subtotalAtom: 3, discountAtom: 2, totalAtom: 1 });
    const ofMint = tierOf([cent, mint], halfOff({ productKeys: ['mint'] }));
    expect(ofMint?.lines.map((line) => line.discountAtom)).toEqual([0, 1]);
  });
  it('takes an amount off at most what its lines come to', () =>
    expect(tierOf([mug, club], fiveOff({ amountAtomOff: 1_500, productKeys: ['club'] }))).toMatchObject({
      discountAtom: 1_000,
      totalAtom: 2_000,
    }));
  it('in another currency takes nothing off', () => expect(tierOf([mug], fiveOff({ currency: 'eur' }))?.discountAtom).toBe(0));
  it('once, takes nothing off later payments when something was due now', () =>
    expect(perPeriod([mug, club], halfOff())).toEqual([[1_000, 0, null]]));
  it('once, goes along for the first paid period when nothing was due now', () => {
    expect(perPeriod([later], halfOff())).toEqual([[1_000, 500, 'once']]);
    expect(tierOf([later], halfOff())).toMatchObject({ discountAtom: 0, totalAtom: 0 });
  });
  it('once, is used up by what its products have due now, not by others', () => {
    expect(perPeriod([mug, later], halfOff())).toEqual([[1_000, 0, null]]);
    expect(perPeriod([{ ...mug, terms: terms({ productKey: 'mug' }) }, later], halfOff({ productKeys: ['prod'] }))).toEqual([
      [1_000, 500, 'once'],
    ]);
  });
  it.each(['repeating', 'forever'] as const)('%s, holds for what recurs, also beside one-time items', (duration) => {
    const months = duration === 'repeating' ? 3 : null;
    expect(tierOf([mug, club], halfOff({ duration, durationInMonths: months }))).toMatchObject({
      discountAtom: 1_500,
      recurring: [{ amountAtom: 1_000, discount: { amountAtom: 500, duration, durationInMonths: months } }],
    });
  });
  it('of a fixed amount is shared between the groups of equal terms by what they cost', () =>
    expect(perPeriod([club, yearly], fiveOff({ duration: 'forever' }))).toEqual([
      [1_000, 50, 'forever'],
      [9_000, 450, 'forever'],
    ]));
  it('of an odd atom goes to the group with the least line id, however its lines are ordered', () => {
    const half = (key: string) => item(key, { terms: monthly({ unitAmountAtom: 500, contractTermMultiple: 12 }) });
    const whole = item('b', { terms: monthly() });
    const odd = fiveOff({ amountAtomOff: 1, duration: 'forever' });
    expect(perPeriod([whole, half('c'), half('a')], odd)).toEqual([
      [1_000, 0, null],
      [1_000, 1, 'forever'],
    ]);
  });
  it('adds days to every recurring line, also to one without a trial', () => {
    const extended = tierOf([mug, club, later], twoWeeks());
    expect(extended?.recurring.map(({ trialDays, amountAtom }) => [trialDays, amountAtom])).toEqual([
      [14, 1_000],
      [28, 1_000],
    ]);
    expect(extended).toMatchObject({ subtotalAtom: 2_000, discountAtom: 0, totalAtom: 2_000 });
  });
  it('joins groups whose trials an extension makes equal', () =>
    expect(tierOf([club, later], twoWeeks({ productKeys: ['club'] }))?.recurring).toMatchObject([{ trialDays: 14, amountAtom: 2_000 }]));
  it('leaves out the tiers below its minimum, by what is due now before it', () => {
    const tiers = [[mug, club], [mug, later], [mug]].map((lineItems) => ({ lineItems, routeKey: null }));
    expect(amountsOf(tiers, off({ percentOff: 50 }, 3_000)).tiers.map((tier) => tier.discountAtom)).toEqual([1_500, 0, 0]);
    expect(amountsOf(tiers, { ...twoWeeks(), minimumAmountAtom: 3_000 }).tiers[0]?.recurring[0]?.trialDays).toBe(14);
  });
  it('does not make an order payable that is too large without it, for it may end', () => {
    const dear = [{ lineItems: [item('yacht', { terms: terms({ unitAmountAtom: 100_000_000 }) })], routeKey: null }];
    expect(tooLargeTiers(dear, halfOff())).toEqual([0]);
    const [small, alike] = [
      monthly({ unitAmountAtom: 60_000_000, productKey: 'a' }),
      monthly({ unitAmountAtom: 60_000_000, trialDays: 14 }),
    ];
    const joined = [{ lineItems: [item('a', { terms: small }), item('b', { terms: alike })], routeKey: null }];
    expect([tooLargeTiers(joined, null), tooLargeTiers(joined, twoWeeks({ productKeys: ['a'] }))]).toEqual([[], [0]]);
  });
});
