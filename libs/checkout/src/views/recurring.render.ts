// What recurs, as the API shows it: one entry per group of equal terms.
import type { RecurringAmount } from '../core/recurring-amounts';

/** `amount_atom` is per period, before the discount that goes along. */
export const renderRecurring = (group: RecurringAmount) => ({
  interval: group.interval,
  interval_count: group.intervalCount,
  amount_atom: group.amountAtom,
  trial_days: group.trialDays,
  contract_term_multiple: group.contractTermMultiple,
  auto_renew: group.autoRenew,
  discount: group.discount && {
    amount_atom: group.discount.amountAtom,
    duration: group.discount.duration,
    duration_in_months: group.discount.durationInMonths,
  },
});
