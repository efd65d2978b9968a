// What follows from "the money was taken": the session is complete if its attempt still waits for that, else it is a late success.
// Written in the same append as the approval itself.
import { isOver } from './attempt';
import type { CheckoutSessionEvent } from './checkout-session.events';
import type { Attempt, Charge, Session } from './checkout-session.state';
import { completion } from './completion';
import { lateSuccess, type SettlementFacts } from './late-success';

export function approval(
  session: Session,
  found: { readonly attempt: Attempt; readonly charge: Charge },
  facts: SettlementFacts & { readonly now: number },
): CheckoutSessionEvent {
  const { attempt, charge } = found;
  if (isOver(attempt)) return lateSuccess(session, found, facts);
  const { subscriptionKeys, now } = facts;
  return completion(session, { how: 'paid', tier: charge.tier, attemptKey: attempt.key, chargeKey: charge.key, subscriptionKeys, now });
}
