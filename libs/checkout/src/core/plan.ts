// Who would be asked for what: the processors of each tier in their order, with the reason of each that is passed over.
import { skipReason } from '@tillstream/payments/core';
import type { Amounts } from './amounts';
import type { ProcessorChoices } from './checkout-session.commands';
import type { PlannedTier } from './checkout-session.events';

export function planOf({ routes, processors }: ProcessorChoices, amounts: Amounts): readonly PlannedTier[] {
  const currency = amounts.currency ?? '';
  return amounts.tiers.map(({ totalAtom: amountAtom }, tier) => {
    const steps = routes.find((route) => route.tier === tier)?.steps ?? [];
    return {
      tier,
      amountAtom,
      processors: steps.map(({ processorKey, disposition }) => {
        const fields = processors[processorKey];
        if (disposition === 'setup_only') return { processorKey, skipped: 'setup-only' as const };
        return { processorKey, skipped: fields ? skipReason(fields, { currency, amountAtom }) : ('disabled' as const) };
      }),
    };
  });
}

/** Something is due in this tier, and nobody could charge it. */
export const isUnchargeable = ({ amountAtom, processors }: PlannedTier): boolean =>
  amountAtom > 0 && processors.every(({ skipped }) => skipped !== null);
