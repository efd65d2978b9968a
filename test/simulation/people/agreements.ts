// What each buyer saw when he pressed the button, and what he agreed to by that: kept apart from all that the service writes down.
import type { BuyerSession, BuyerTier } from '@tillstream/checkout';

export interface Agreement {
  readonly session: string;
  /** `ca_…`'s key. */
  readonly attemptKey: string;
  /** By tier: the most that may be taken now. */
  readonly tiers: ReadonlyMap<number, number>;
}

export class Agreements {
  readonly all: Agreement[] = [];

  pressed(page: BuyerSession, at: { readonly session: string; readonly attemptKey: string; readonly button: number }): void {
    this.all.push({ session: at.session, attemptKey: at.attemptKey, tiers: agreedOf(page, at.button) });
  }
}

/** The tier on the button, and after it those that are in nothing worse than the first one on the page: in the buyer's own eyes. */
function agreedOf({ tiers }: BuyerSession, button: number): ReadonlyMap<number, number> {
  const [first] = tiers;
  const agreed = tiers.filter((tier) => tier.index === button || (first && tier.index > button && isNoWorse(tier, first)));
  return new Map(agreed.map((tier) => [tier.index, tier.due_now_atom]));
}

function isNoWorse(tier: BuyerTier, first: BuyerTier): boolean {
  if (tier.due_now_atom > first.due_now_atom || tier.recurring.length > first.recurring.length) return false;
  return tier.recurring.every((group, index) => {
    const other = first.recurring[index];
    const isSameRhythm = other?.interval === group.interval && other.interval_count === group.interval_count;
    return isSameRhythm && group.amount_atom <= other.amount_atom && group.trial_days >= other.trial_days;
  });
}
