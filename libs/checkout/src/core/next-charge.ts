// Where an attempt goes after an outcome: pure, by the plan that was fixed when it started and by the decline table.
import { type DeclineCategory, NEXT_STEP, type NextStep } from '@tillstream/payments/core';
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
  return placesAfter(attempt, after, category)[0] ?? null;
}

/** All that the buyer has agreed to and nobody was asked for, in their order. */
function placesAfter(attempt: Attempt, after: Charge, category: OutcomeCategory): readonly Place[] {
  const step = stepAfter(category);
  const accepted = attempt.plan.filter((tier) => attempt.acceptedTiers.includes(tier.tier));
  const later = laterTiers(accepted, after, step).flatMap(usable);
  if (step !== 'next-processor') return later;
  const asked = new Set(attempt.charges.filter((charge) => charge.tier === after.tier).map((charge) => charge.processorKey));
  const sameTier = accepted.filter((tier) => tier.tier === after.tier).flatMap(usable);
  return [...sameTier.filter((place) => !asked.has(place.processorKey)), ...later];
}

/** The tier that the cascade would go on with if the buyer agreed to its worse terms (payments.md §7); null while others are left. */
export function offeredTier(attempt: Attempt, after: Charge, category: OutcomeCategory): number | null {
  if (placesAfter(attempt, after, category).length > 0) return null;
  const notAgreed = attempt.plan.filter(({ tier }) => !attempt.acceptedTiers.includes(tier));
  return laterTiers(notAgreed, after, stepAfter(category)).flatMap(usable)[0]?.tier ?? null;
}

function stepAfter(category: OutcomeCategory): NextStep {
  if (category === 'scheme_limit') return 'stop'; // of the card, wherever it is tried
  return category === 'not_sent' || category === 'requires_action' ? 'next-processor' : NEXT_STEP[category];
}

function laterTiers(tiers: readonly PlannedTier[], after: Charge, step: NextStep): readonly PlannedTier[] {
  if (step === 'stop' || step === 'challenge') return [];
  const later = tiers.filter(({ tier }) => tier > after.tier);
  return step === 'next-cheaper-tier' ? later.filter(({ amountAtom }) => amountAtom < after.amountAtom) : later;
}
