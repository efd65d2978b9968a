// Discounts against a slow, exact reference written with fractions, over carts of any shape.
import type { CouponTerms } from '@tillstream/catalog/core';
import fc from 'fast-check';
import { coupon, item, monthly, terms } from '../testing/session-fixtures';
import { amountsOf, type TierAmounts } from './amounts';
import type { LineItem } from './line-item';
import { add, type Fraction, fraction, isLess, times, wholePart, zero } from '../testing/fractions';

const price = fc.oneof(fc.constantFrom(0, 1, 2, 3, 99, 333, 1_000), fc.integer({ min: 0, max: 99_999_999 }));
const products = ['p', 'q', 'r'] as const;
const line = fc.record({
  key: fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '2'), minLength: 3, maxLength: 3 }),
  unitAmountAtom: price,
  quantity: fc.integer({ min: 1, max: 9 }),
  productKey: fc.constantFrom(...products),
  kind: fc.constantFrom('one_time', 'monthly', 'yearly', 'trial'),
});
const cart = fc.uniqueArray(line, { selector: ({ key }) => key, maxLength: 12 }).map((lines) =>
  lines.map(({ key, unitAmountAtom, quantity, productKey, kind }): LineItem => {
    const sold = { unitAmountAtom, productKey };
    const recurring = { interval: kind === 'yearly' ? ('year' as const) : ('month' as const), count: 1 };
    const recurs = monthly({ ...sold, recurring, trialDays: kind === 'trial' ? 7 : 0 });
    return item(key, { quantity, terms: kind === 'one_time' ? terms(sold) : recurs });
  }),
);
const lasting = fc.constantFrom<Partial<CouponTerms>>(
  { duration: 'once' },
  { duration: 'forever' },
  { duration: 'repeating', durationInMonths: 3 },
);
const kind = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((percentOff): Partial<CouponTerms> => ({ percentOff })),
  price.map((amountAtomOff): Partial<CouponTerms> => ({ discountType: 'amount_off', percentOff: null, amountAtomOff, currency: 'usd' })),
  fc
    .integer({ min: 1, max: 60 })
    .map((trialDaysOff): Partial<CouponTerms> => ({ discountType: 'trial_extension', percentOff: null, trialDaysOff })),
);
const anyCoupon = fc
  .record({ kind, lasting, productKeys: fc.subarray([...products]) })
  .map((one) => coupon({ ...one.kind, ...one.lasting, productKeys: one.productKeys }));

const amounts = (lineItems: readonly LineItem[], applied: CouponTerms): TierAmounts => {
  const [tier] = amountsOf([{ lineItems, routeKey: null }], { terms: applied, minimumAmountAtom: null }).tiers;
  if (!tier) throw new Error('one tier was given');
  return tier;
};
const check = (property: (lines: readonly LineItem[], applied: CouponTerms) => void) =>
  fc.assert(fc.property(cart, anyCoupon, property), { numRuns: 2_000 });
const total = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0);

describe('discounts of any cart', () => {
  it('parts sum to the whole', () =>
    check((lines, applied) => {
      const tier = amounts(lines, applied);
      expect(total(tier.lines.map((one) => one.discountAtom))).toBe(tier.discountAtom);
      expect(total(tier.lines.map((one) => one.dueNowAtom))).toBe(tier.subtotalAtom);
      expect(tier.totalAtom).toBe(tier.subtotalAtom - tier.discountAtom);
      const recurring = tier.lines.filter((_, index) => lines[index]?.terms.pricingType === 'recurring');
      expect(total(tier.recurring.map((group) => group.amountAtom))).toBe(total(recurring.map((one) => one.subtotalAtom)));
      expect(tier.recurring.flatMap((group) => group.lineKeys).sort()).toEqual(recurring.map((one) => one.lineKey).sort());
    }));

  it('nothing is ever negative', () =>
    check((lines, applied) => {
      const tier = amounts(lines, applied);
      const left = [
        ...tier.lines.flatMap((one) => [one.dueNowAtom - one.discountAtom, one.discountAtom]),
        ...tier.recurring.flatMap((group) => [group.amountAtom - (group.discount?.amountAtom ?? 0), group.discount?.amountAtom ?? 0]),
      ];
      expect(Math.min(0, tier.totalAtom, ...left)).toBe(0);
    }));

  it('the order of the lines changes nothing', () =>
    check((lines, applied) => {
      const byLine = (tier: TierAmounts) => ({
        ...tier,
        lines: tier.lines.toSorted((a, b) => (a.lineKey < b.lineKey ? -1 : 1)),
        recurring: tier.recurring.map((group) => ({ ...group, lineKeys: [...group.lineKeys].sort() })).toSorted(byFirstKey),
      });
      expect(byLine(amounts(lines.toReversed(), applied))).toEqual(byLine(amounts(lines, applied)));
    }));

  it('agrees with an exact reckoning in fractions', () =>
    check((lines, applied) => {
      const tier = amounts(lines, applied);
      const exact = reference(lines, applied);
      expect(Object.fromEntries(tier.lines.map((one) => [one.lineKey, one.discountAtom]))).toEqual(exact.dueNow);
      const later = tier.recurring.map((group) => [[...group.lineKeys].sort()[0] ?? '', group.discount?.amountAtom ?? 0]);
      expect(Object.fromEntries(later)).toEqual(exact.later);
    }));
});

const byFirstKey = (a: { readonly lineKeys: readonly string[] }, b: typeof a) => ((a.lineKeys[0] ?? '') < (b.lineKeys[0] ?? '') ? -1 : 1);

/** Atom by atom: the next one always goes to whoever is furthest behind his exact share. */
function reference(lines: readonly LineItem[], applied: CouponTerms) {
  const extension = (one: LineItem) => (applied.discountType === 'trial_extension' && isFor(one) ? (applied.trialDaysOff ?? 0) : 0);
  const isFor = (one: LineItem) => applied.productKeys.length === 0 || applied.productKeys.includes(one.terms.productKey);
  const atom = (one: LineItem) => (one.terms.unitAmountAtom ?? 0) * one.quantity;
  const trial = (one: LineItem) => one.terms.trialDays + (one.terms.pricingType === 'recurring' ? extension(one) : 0);
  const due = (one: LineItem) => (one.terms.pricingType === 'recurring' && trial(one) > 0 ? 0 : atom(one));
  const off = (sum: number): Fraction => {
    if (applied.discountType === 'trial_extension') return zero;
    if (applied.discountType === 'percent_off') return times(fraction(sum), fraction(applied.percentOff ?? 0, 100));
    return fraction(Math.min(sum, applied.amountAtomOff ?? 0));
  };
  const rounded = (exact: Fraction) => wholePart(add(exact, fraction(1, 2)));
  const dueSum = total(lines.filter(isFor).map(due));
  const dueNow = shares(rounded(off(dueSum)), lines.map((one) => ({ key: one.key, weight: isFor(one) ? due(one) : 0 }))); // prettier-ignore
  const groups = Map.groupBy(
    lines.filter((one) => one.terms.pricingType === 'recurring'),
    (one) => `${one.terms.recurring?.interval} ${trial(one)}`,
  );
  const weights = [...groups.values()].map((group) => ({
    key: group.map((one) => one.key).sort()[0] ?? '',
    weight: total(group.filter(isFor).map(atom)),
  }));
  const isUsedUp = applied.duration === 'once' && dueSum > 0;
  const perGroup = () => Object.fromEntries(weights.map(({ key, weight }) => [key, rounded(off(weight))]));
  const shared = () => shares(rounded(off(total(weights.map(({ weight }) => weight)))), weights);
  const none = () => Object.fromEntries(weights.map(({ key }) => [key, 0]));
  return { dueNow, later: isUsedUp ? none() : applied.discountType === 'percent_off' ? perGroup() : shared() };
}

function shares(amount: number, parts: readonly { readonly key: string; readonly weight: number }[]): Record<string, number> {
  const whole = total(parts.map(({ weight }) => weight));
  const exact = parts.map((part) => ({
    key: part.key,
    share: whole === 0 ? zero : times(fraction(amount), fraction(part.weight, whole)),
  }));
  const given = Object.fromEntries(exact.map(({ key, share }) => [key, wholePart(share)]));
  const behind = exact
    .map(({ key, share }) => ({ key, lack: add(share, fraction(-(given[key] ?? 0))) }))
    .sort((a, b) => (isLess(b.lack, a.lack) ? -1 : isLess(a.lack, b.lack) ? 1 : a.key < b.key ? -1 : 1));
  for (let rest = amount - total(Object.values(given)); rest > 0; rest--) {
    const next = behind.shift();
    if (next) given[next.key] = (given[next.key] ?? 0) + 1;
  }
  return given;
}
