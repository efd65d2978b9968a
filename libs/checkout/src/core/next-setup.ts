// Where saving a card goes: the first usable processor of the plan, and on by the decline table. Pure, so that whoever records an outcome
// and whoever makes the next call agree.
import { NEXT_STEP, type DeclineCategory } from '@tillstream/payments/core';
import { isOver } from './attempt';
import { workedMs } from './challenge';
import type { Attempt, Session, Setup } from './checkout-session.state';
import { ATTEMPT_BUDGET_MS } from './next-charge';
import { savedAt } from './saved-card';

/** No money moves, so an unanswered call is made again under the same reference; then somebody else is asked. */
const CALLS_WITHOUT_ANSWER = 2;

/** The processor to be asked next; null: nobody, the attempt is decided or ends here. */
export function nextSetup(attempt: Attempt, now: number): string | null {
  if (isOver(attempt) || attempt.kind !== 'setup' || isAtBank(attempt)) return null;
  const usable = attempt.plan.flatMap((tier) => tier.processors.filter((one) => one.skipped === null).map((one) => one.processorKey));
  const last = attempt.setups.at(-1);
  if (!last) return usable[0] ?? null;
  if (workedMs(attempt, now) >= ATTEMPT_BUDGET_MS || !goesOn(last)) return null;
  const calls = (key: string) => attempt.setups.filter((setup) => setup.processorKey === key).length;
  if (last.outcome === 'unknown' && calls(last.processorKey) < CALLS_WITHOUT_ANSWER) return last.processorKey;
  return usable.find((key) => calls(key) === 0) ?? null;
}

/** The buyer is at his bank for it, or back, and what follows from that is not written yet. */
const isAtBank = ({ setups }: Attempt): boolean =>
  setups.some(
    ({ action, processorKey }, index) => action !== null && !setups.slice(index + 1).some((later) => later.processorKey === processorKey),
  );

/** A processor that answered nothing, could not be reached, or asked for a challenge says nothing of the others; a card that its scheme lets nobody try does. */
function goesOn({ outcome, category }: Setup): boolean {
  if (outcome === 'approved' || category === 'scheme_limit') return false;
  return outcome === 'declined' ? NEXT_STEP[category as DeclineCategory] === 'next-processor' : true;
}

/**
 * Where else the card shall be saved once the session is complete: where the merchant said, else at all other processors of the plan that
 * was followed, those that only save cards included.
 */
export function setupsElsewhere(session: Session, attempt: Attempt): readonly string[] {
  if (session.completed?.attemptKey !== attempt.key || attempt.card === null || savedAt(attempt).length === 0) return [];
  const planned = attempt.plan.find((tier) => tier.tier === session.completed?.tier)?.processors ?? [];
  const route = planned.filter((one) => one.skipped === null || one.skipped === 'setup-only').map((one) => one.processorKey);
  const known = new Set([...savedAt(attempt), ...attempt.setups.map((setup) => setup.processorKey)]);
  return [...new Set(session.setupProcessorKeys ?? route)].filter((key) => !known.has(key));
}
