// Processors that failed too often lately are passed over for a while. Pure: who they are is a fact of the attempt's start, and the plan that
// is fixed there says it.
import type { PlannedProcessor, PlannedTier } from './checkout-session.events';
import { firstPlace } from './next-charge';

/** How many milliseconds ago each failed last; who is not in it is not at rest. */
export type Resting = Readonly<Record<string, number>>;

/**
 * Where nobody else is left in what the buyer agreed to, the one that failed longest ago is tried: a processor that may be well again is
 * better than no payment at all.
 */
export function withoutResting(
  plan: readonly PlannedTier[],
  acceptedTiers: readonly number[],
  resting: Resting = {},
): readonly PlannedTier[] {
  const isResting = ({ processorKey, skipped }: PlannedProcessor) => skipped === null && Object.hasOwn(resting, processorKey);
  const rested = replaced(plan, isResting, 'unhealthy');
  if (firstPlace(rested, acceptedTiers)) return rested;
  const tier = rested.find((one) => acceptedTiers.includes(one.tier) && one.processors.some(isLeftAlone));
  const least = tier?.processors.filter(isLeftAlone).reduce((one, other) => (agoOf(resting, other) > agoOf(resting, one) ? other : one));
  return replaced(rested, (one, of) => of === tier && one === least, null);
}

const isLeftAlone = ({ skipped }: PlannedProcessor): boolean => skipped === 'unhealthy';
const agoOf = (resting: Resting, { processorKey }: PlannedProcessor): number => resting[processorKey] ?? 0;

const replaced = (
  plan: readonly PlannedTier[],
  which: (one: PlannedProcessor, of: PlannedTier) => boolean,
  skipped: PlannedProcessor['skipped'],
): readonly PlannedTier[] =>
  plan.map((tier) => ({ ...tier, processors: tier.processors.map((one) => (which(one, tier) ? { ...one, skipped } : one)) }));
