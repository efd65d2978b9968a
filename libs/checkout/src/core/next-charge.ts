// Where an attempt goes after an outcome: pure, by the plan that was fixed when it started and by the decline table.
import { type DeclineCategory, NEXT_STEP } from '@tillstream/payments/core';
import { workedMs } from './challenge';
import type { PlannedTier } from './checkout-session.events';
import type { Attempt, Charge } from './checkout-session.state';

export interface Place {
  readonly tier: number;
  readonly processorKey: string;
  readonly amountAtom: number;
}

export const MAX_CHARGES = 12;
/** Of work: an attempt asks no further processor after this; a challenge or an inquiry has its own time. */
export const ATTEMPT_BUDGET_MS = 60_000;

const usable = (tier: PlannedTier): readonly Place[] =>
  tier.processors
    .filter((one) => one.skipped === null)
    .map((one) => ({ tier: tier.tier, processorKey: one.processorKey, amountAtom: tier.amountAtom }));

/** The first processor that may be asked at all; null when every one of the accepted tiers is skipped. */
export function firstPlace(plan: readonly PlannedTier[], acceptedTiers: readonly number[]): Place | null {
  return plan.filter((tier) => acceptedTiers.includes(tier.tier)).flatMap(usable)[0] ?? null;
}

export type OutcomeCategory = DeclineCategory | 'not_sent' | 'requires_action' | 'scheme_limit';

/** Null: the attempt ends here. */
export function nextPlace(
  attempt: Attempt,
  after: Charge,
  { category, now }: { readonly category: OutcomeCategory; readonly now: number },
): Place | null {
  if (attempt.charges.length >= MAX_CHARGES || workedMs(attempt, now) >= ATTEMPT_BUDGET_MS) return null;
  if (category === 'scheme_limit') return null; // of the card, wherever it is tried
  const step = category === 'not_sent' || category === 'requires_action' ? 'next-processor' : NEXT_STEP[category];
  if (step === 'stop' || step === 'challenge') return null;
  const accepted = attempt.plan.filter((tier) => attempt.acceptedTiers.includes(tier.tier));
  const later = accepted.filter((tier) => tier.tier > after.tier);
  if (step === 'next-cheaper-tier') return later.filter((tier) => tier.amountAtom < after.amountAtom).flatMap(usable)[0] ?? null;
  const asked = new Set(attempt.charges.filter((charge) => charge.tier === after.tier).map((charge) => charge.processorKey));
  const sameTier = accepted.filter((tier) => tier.tier === after.tier).flatMap(usable);
  return [...sameTier.filter((place) => !asked.has(place.processorKey)), ...later.flatMap(usable)][0] ?? null;
}
