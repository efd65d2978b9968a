// Who would be asked for what: the processors of each tier in their order, with the reason of each that is passed over.
import { type RouteStep, type SkipReason, skipReason } from '@tillstream/payments/core';
import type { Amounts } from './amounts';
import type { ChosenMethod } from './checkout-session.commands';
import type { PlannedTier } from './checkout-session.events';
import type { ProcessorChoices } from './processor-choices';

export interface PlanFacts extends ProcessorChoices {
  /** The saved card that pays; null or absent: a new one. */
  readonly paymentMethod?: ChosenMethod | null;
}

export function planOf(facts: PlanFacts, amounts: Amounts): readonly PlannedTier[] {
  const currency = amounts.currency ?? '';
  return amounts.tiers.map(({ totalAtom: amountAtom }, tier) => ({
    tier,
    amountAtom,
    processors: stepsOf(facts, tier).map((step) => ({
      processorKey: step.processorKey,
      skipped: chargeSkipReason(facts, step, { currency, amountAtom }),
    })),
  }));
}

export const stepsOf = ({ routes }: ProcessorChoices, tier: number): readonly RouteStep[] =>
  routes.find((route) => route.tier === tier)?.steps ?? [];

/** A saved card can only be charged where it was saved. */
export const isSavedElsewhere = ({ paymentMethod }: PlanFacts, processorKey: string): boolean =>
  !!paymentMethod && !paymentMethod.processorKeys.includes(processorKey);

function chargeSkipReason(
  facts: PlanFacts,
  { processorKey, disposition }: RouteStep,
  charge: { readonly currency: string; readonly amountAtom: number },
): SkipReason | null {
  const fields = facts.processors[processorKey];
  if (disposition === 'setup_only') return 'setup-only';
  if (!fields) return 'disabled';
  // Nothing is no amount that anybody charges: a fallback without a price is passed over.
  const reason = skipReason(fields, charge) ?? (charge.amountAtom === 0 ? 'below-minimum' : null);
  return reason ?? (isSavedElsewhere(facts, processorKey) ? 'card-not-saved-here' : null);
}

/** Something is due in this tier, and nobody could charge it. */
export const isUnchargeable = ({ amountAtom, processors }: PlannedTier): boolean =>
  amountAtom > 0 && processors.every(({ skipped }) => skipped !== null);

/** The tiers of these amounts that nobody could charge. */
export const unchargeableTiers = (choices: ProcessorChoices, amounts: Amounts): readonly number[] =>
  planOf(choices, amounts)
    .filter(isUnchargeable)
    .map(({ tier }) => tier);
