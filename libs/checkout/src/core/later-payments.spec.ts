import { type LaterPayments, laterPayments } from './later-payments';
import type { RecurringAmount } from './recurring-amounts';

const NOW = Date.UTC(2031, 0, 31);
const group = (changes: Partial<RecurringAmount> = {}): RecurringAmount => ({
  interval: 'month', intervalCount: 1, trialDays: 0, contractTermMultiple: null, autoRenew: null, amountAtom: 1_000, discount: null, lineKeys: ['a'], ...changes,
}); // prettier-ignore
const off = (duration: 'once' | 'repeating' | 'forever', durationInMonths: number | null = null) => ({
  discount: { amountAtom: 400, duration, durationInMonths },
});
const always = (amountAtom: number): LaterPayments => ({ amountAtom, change: null });
const discounted = (afterPayments: number): LaterPayments => ({ amountAtom: 600, change: { afterPayments, amountAtom: 1_000 } });

describe('later payments', () => {
  it.each<[string, RecurringAmount, LaterPayments]>([
    ['without a discount', group(), always(1_000)],
    ['a discount for ever', group(off('forever')), always(600)],
    ['three months, of which today’s is one', group(off('repeating', 3)), discounted(2)],
    ['three months after a trial', group({ ...off('repeating', 3), trialDays: 7 }), discounted(3)],
    ['one month, which is paid today', group(off('repeating', 1)), always(1_000)],
    ['once, after a trial', group({ ...off('once'), trialDays: 7 }), discounted(1)],
    ['every second month: months 0, 2 and 4 of five', group({ ...off('repeating', 5), intervalCount: 2 }), discounted(2)],
    ['years: the second begins after eighteen months', group({ ...off('repeating', 18), interval: 'year' }), discounted(1)],
    [
      'weeks: four of them begin in the 28 days to the last of February',
      group({ ...off('repeating', 1), interval: 'week' }),
      discounted(3),
    ],
    ['a term that ends with its discount', group({ ...off('repeating', 3), contractTermMultiple: 3, autoRenew: false }), always(600)],
    ['a term that outlasts its discount', group({ ...off('repeating', 3), contractTermMultiple: 4, autoRenew: false }), discounted(2)],
    ['a term that renews', group({ ...off('repeating', 3), contractTermMultiple: 3, autoRenew: true }), discounted(2)],
  ])('%s', (_, recurring, expected) => expect(laterPayments(recurring, NOW)).toEqual(expected));
});
