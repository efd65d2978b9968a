// What recurs, as the API shows it: one entry per group of equal terms.
import type { RecurringAmount } from '../core/amounts';

/** `amount_atom` is per period, from the first paid one on. */
export const renderRecurring = (group: RecurringAmount) => ({
  interval: group.interval,
  interval_count: group.intervalCount,
  amount_atom: group.amountAtom,
  trial_days: group.trialDays,
  contract_term_multiple: group.contractTermMultiple,
  auto_renew: group.autoRenew,
});
