// Which fallback tiers a press for the first one agrees to as well.
import { item, monthly, terms } from '../testing/session-fixtures';
import { amountsOf } from './amounts';
import { needsConsent, type PricedTier } from './consent';
import type { LineItem } from './line-item';

const tier = (...lineItems: readonly LineItem[]): PricedTier => ({
  amounts: amountsOf([{ lineItems, routeKey: null }], null).tiers[0]!,
  lineItems,
});
const club = (changes: Parameters<typeof monthly>[0] = {}) => item('club', { terms: monthly(changes) });
const mug = (unitAmountAtom: number) => item('mug', { terms: terms({ unitAmountAtom }) });
const calls = item('calls', { terms: monthly({ usageType: 'metered', unitAmountAtom: 5 }) });

describe('a fallback tier', () => {
  it.each<[string, PricedTier, PricedTier]>([
    ['is cheaper', tier(mug(2_000)), tier(mug(1_500))],
    ['costs less a month', tier(club()), tier(club({ unitAmountAtom: 900 }))],
    ['begins later', tier(club({ trialDays: 3 })), tier(club({ trialDays: 7 }))],
    ['bills the same use', tier(club(), calls), tier(club({ unitAmountAtom: 900 }), calls)],
  ])('is agreed to where it %s', (...[, first, fallback]) => expect(needsConsent(first, fallback)).toBe(false));

  it.each<[string, PricedTier, PricedTier]>([
    ['is dearer', tier(mug(2_000)), tier(mug(2_001))],
    ['recurs', tier(mug(2_000)), tier(club())],
    ['costs more a month', tier(club()), tier(club({ unitAmountAtom: 1_001 }))],
    ['has another interval', tier(club()), tier(club({ recurring: { interval: 'week', count: 1 } }))],
    ['has a shorter trial', tier(club({ trialDays: 7 })), tier(club({ trialDays: 3 }))],
    ['has a longer term', tier(club({ contractTermMultiple: 2 })), tier(club({ contractTermMultiple: 3 }))],
    ['bills what is used on top', tier(club()), tier(club({ unitAmountAtom: 900 }), calls)],
  ])('needs a press of its own where it %s', (...[, first, fallback]) => expect(needsConsent(first, fallback)).toBe(true));
});
