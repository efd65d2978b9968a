// What follows in an attempt from a charge that took no money, whoever found that out and however late: the next charge, a challenge for the
// buyer, or the attempt's end (payments.md §5–§7). Written in the same append as the outcome itself.
import type { Instant } from '@tillstream/event-sourcing';
import { isPutAside } from './attempt';
import type { FailureMessageId } from './buyer-session';
import { actionRequested, challengesOf, MAX_CHALLENGES } from './challenge';
import type { AttemptFailureReason, CheckoutSessionEvent } from './checkout-session.events';
import type { Attempt, Charge, Session } from './checkout-session.state';
import { failure } from './completion';
import { nextPlace, offeredTier, type OutcomeCategory, type Place } from './next-charge';
import { MAY_BE_CHALLENGED } from './outcome-category';

export interface AfterCharge {
  readonly category: OutcomeCategory;
  /** For the charge that may follow. */
  readonly nextChargeKey: string;
  /** Whoever writes this has what the buyer pays with, and asks the next processor at once. */
  readonly hasMeans: boolean;
  /** How the attempt ends where nobody else is asked. */
  readonly end: { readonly reason: AttemptFailureReason; readonly code: string | null; readonly messageId: FailureMessageId };
  readonly now: Instant;
}

/** The attempt and its charge, with the outcome already folded in. */
interface Settled {
  readonly attempt: Attempt;
  readonly charge: Charge;
}

export function afterCharge(session: Session, settled: Settled, after: AfterCharge): readonly CheckoutSessionEvent[] {
  const { attempt, charge } = settled;
  const { category, nextChargeKey, hasMeans, end, now } = after;
  const next = nextStep(session, settled, after);
  switch (next.kind) {
    case 'ask': {
      const lost = 'card-details-lost';
      if (!hasMeans) return failure(session, { attemptKey: attempt.key, reason: lost, code: null, messageId: lost, now });
      const data = { attemptKey: attempt.key, chargeKey: nextChargeKey, ...next.place, currency: charge.currency, requestedAt: now };
      return [{ type: 'ChargeRequested', data }];
    }
    case 'show': {
      const { key: chargeKey, processorKey } = next.charge;
      return [actionRequested({ attemptKey: attempt.key, chargeKey, processorKey, url: next.url }, now)];
    }
    case 'end': {
      const offered = offeredTier(attempt, charge, category);
      return failure(session, { attemptKey: attempt.key, ...end, ...(offered === null ? {} : { offeredTier: offered }), now });
    }
  }
}

type Next =
  | { readonly kind: 'ask'; readonly place: Place }
  | { readonly kind: 'show'; readonly charge: Charge; readonly url: string }
  | { readonly kind: 'end' };

const END: Next = { kind: 'end' };
const asked = (place: Place | null): Next => (place ? { kind: 'ask', place } : END);

/** A closing session asks nobody for anything more. */
function nextStep(session: Session, settled: Settled, after: AfterCharge): Next {
  const next = wantedStep(session, settled, after);
  // Facts that were gathered before somebody else's charge name that charge again: a second one under its id would be taken for the first.
  const isTaken = settled.attempt.charges.some(({ key }) => key === after.nextChargeKey);
  return next.kind === 'ask' && isTaken ? END : next;
}

function wantedStep(session: Session, { attempt, charge }: Settled, { category, now }: AfterCharge): Next {
  if (session.isClosing) return END;
  if (category === 'requires_action' && session.threeDsMode === 'first_3ds_wins') return shown(attempt, charge) ?? END;
  // A bank that wants to see the buyer is answered by the challenge that another processor has offered; a challenge that failed ends it.
  if (category === 'authentication') return (charge.action === null ? putAside(attempt, charge.tier) : null) ?? END;
  const place = nextPlace(attempt, charge, { category, now });
  if (place?.tier === charge.tier || !MAY_BE_CHALLENGED.has(category)) return asked(place);
  return putAside(attempt, charge.tier) ?? asked(place);
}

/** The first challenge of this tier that nobody has seen; null: there is none, or the attempt has had its share. */
function putAside(attempt: Attempt, tier: number): Next | null {
  const first = attempt.charges.find((charge) => charge.tier === tier && isPutAside(charge));
  return first ? shown(attempt, first) : null;
}

function shown(attempt: Attempt, charge: Charge): Next | null {
  const url = charge.outcome?.actionUrl;
  return url === undefined || challengesOf(attempt).length >= MAX_CHALLENGES ? null : { kind: 'show', charge, url };
}
