// Who would be asked to save the card where nothing is charged, with the reason of each that is passed over.
import type { SkipReason } from '@tillstream/payments/core';
import type { PlannedProcessor, PlannedTier } from './checkout-session.events';
import type { Session } from './checkout-session.state';
import { isSavedElsewhere, type PlanFacts, stepsOf } from './plan';

/** Where the card is saved when nothing is charged: where the merchant said, or, if none of these can be asked, where the route leads. */
export function setupPlan(facts: PlanFacts, session: Session): PlannedTier {
  const planned = (processorKey: string): PlannedProcessor => ({ processorKey, skipped: setupSkipReason(facts, session, processorKey) });
  const preferred = (session.setupProcessorKeys ?? []).map(planned);
  const isEnough = preferred.some((one) => one.skipped === null);
  const route = isEnough ? [] : stepsOf(facts, 0).map((step) => planned(step.processorKey));
  const known = new Set(preferred.map((one) => one.processorKey));
  return { tier: 0, amountAtom: 0, processors: [...preferred, ...route.filter((one) => !known.has(one.processorKey))] };
}

function setupSkipReason(facts: PlanFacts, { amounts }: Session, processorKey: string): SkipReason | null {
  const fields = facts.processors[processorKey];
  if (!fields?.enabled) return 'disabled';
  // What recurs will be charged in this currency.
  if (amounts.currency !== null && fields.currencies.length > 0 && !fields.currencies.includes(amounts.currency)) return 'currency';
  return isSavedElsewhere(facts, processorKey) ? 'card-not-saved-here' : null;
}
