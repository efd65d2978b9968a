// What cascade pricing has come to: amounts are told here only; `cascade_tiers` is what was sent. Null without fallback tiers.
import { attemptInFlight, isApproved, isUnsettled } from '../core/attempt';
import { isChallenging } from '../core/challenge';
import type { Charge, Session } from '../core/checkout-session.state';
import { renderRecurring } from './recurring.render';

export function cascadeStatus(session: Session) {
  if (session.tiers.length < 2) return null;
  const asked = attemptInFlight(session)?.charges.at(-1)?.tier ?? session.attempts.at(-1)?.charges.at(-1)?.tier ?? null;
  // A tier with worse terms is charged by a press of its own: the tiers before it were tried by attempts that are over.
  const charges = session.attempts.flatMap((attempt) => attempt.charges);
  return {
    total_tiers: session.tiers.length,
    tier_amounts: session.amounts.tiers.map((tier) => tier.totalAtom),
    current_tier: session.status === 'open' ? asked : null,
    charged_tier: session.completed?.chargeKey ? session.completed.tier : null,
    tiers: session.amounts.tiers.map((tier, index) => ({
      amount_atom: tier.totalAtom,
      recurring: tier.recurring.map(renderRecurring),
      outcome: outcomeWord(tellingOf(charges.filter((charge) => charge.tier === index))),
    })),
  };
}

/** A challenge that was put aside may be shown after others were asked: the tier stands where that one stands. */
const tellingOf = (charges: readonly Charge[]): Charge | undefined =>
  charges.find(isApproved) ?? charges.find((charge) => isChallenging(charge) || isUnsettled(charge)) ?? charges.at(-1);

const outcomeWord = (charge: Charge | undefined): string => {
  if (!charge) return 'not_attempted';
  if (isApproved(charge)) return 'approved'; // also where somebody had settled it otherwise
  if (charge.resolved) return charge.resolved.result;
  return charge.outcome?.outcome ?? 'processing';
};
