// Whether the terms of a new price make sense together. Each fault names the field of the request that is to blame.
import { isCurrency } from './currency';
import type { PriceTermsRejection } from './price.commands';
import type { PriceFields, TierTable } from './price.fields';

type Terms = Omit<PriceFields, 'customFields'>;

type Faults = readonly PriceTermsRejection[];

export const priceTermsFaults = (fields: Terms): Faults => [
  ...(isCurrency(fields.currency) ? [] : [{ code: 'unknown-currency', loc: ['body', 'currency'] } as const]),
  ...(fields.pricingType === 'recurring' ? recurringFaults(fields) : oneTimeFaults(fields)),
  ...(fields.billingScheme === 'tiered' ? tieredFaults(fields) : perUnitFaults(fields)),
];

const recurringFaults = ({ recurring }: Terms): Faults =>
  recurring ? [] : [{ code: 'interval-required', loc: ['body', 'recurring_interval'] }];

function oneTimeFaults(fields: Terms): Faults {
  const given: readonly (readonly [boolean, string])[] = [
    [fields.recurring !== null, 'recurring_interval'],
    [fields.autoRenew !== null, 'auto_renew'],
    [fields.contractTermMultiple !== null, 'contract_term_multiple'],
    [fields.trialDays > 0, 'trial_days'],
    [fields.usageType === 'metered', 'usage_type'],
  ];
  return given.filter(([isGiven]) => isGiven).map(([, name]) => ({ code: 'only-for-recurring', loc: ['body', name] }));
}

const perUnitFaults = ({ unitAmountAtom, tiers }: Terms): Faults => [
  ...(unitAmountAtom === null ? [{ code: 'unit-amount-required', loc: ['body', 'unit_amount_atom'] } as const] : []),
  ...(tiers ? [{ code: 'only-with-tiers', loc: ['body', 'tier_amount_info'] } as const] : []),
];

const tieredFaults = ({ unitAmountAtom, tiers }: Terms): Faults => [
  ...(unitAmountAtom === null ? [] : [{ code: 'only-without-tiers', loc: ['body', 'unit_amount_atom'] } as const]),
  ...(tiers ? tierTableFaults(tiers) : [{ code: 'tiers-required', loc: ['body', 'tier_amount_info'] } as const]),
];

/** Ends rise strictly, and only the last tier has none: every quantity is in exactly one tier. */
function tierTableFaults({ tiers }: TierTable): Faults {
  const at = (index: number) => ['body', 'tier_amount_info', 'amount_atoms', index, 'units_upto'];
  const last = tiers.length - 1;
  const unordered = tiers.flatMap(({ upTo }, index) => {
    const before = tiers[index - 1]?.upTo ?? 0;
    return index < last && (upTo === null || upTo <= before) ? [{ code: 'tiers-not-rising', loc: at(index) } as const] : [];
  });
  return [...unordered, ...(tiers[last]?.upTo == null ? [] : [{ code: 'last-tier-has-end', loc: at(last) } as const])];
}
