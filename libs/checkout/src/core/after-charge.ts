// What follows in an attempt from a charge that took no money, whoever found that out and however late: the next charge, or the attempt's end.
// Written in the same append as the outcome itself.
import type { Instant } from '@tillstream/event-sourcing';
import type { FailureMessageId } from './buyer-session';
import type { AttemptFailureReason, CheckoutSessionEvent } from './checkout-session.events';
import type { Attempt, Charge, Session } from './checkout-session.state';
import { failure } from './completion';
import { nextPlace, type OutcomeCategory } from './next-charge';

export interface AfterCharge {
  readonly category: OutcomeCategory;
  /** For the charge that may follow. */
  readonly nextChargeKey: string;
  /** Whoever writes this has what the buyer pays with, and asks the next processor at once. */
  readonly hasMeans: boolean;
  /** How the attempt ends where no other processor is asked. */
  readonly end: { readonly reason: AttemptFailureReason; readonly code: string | null; readonly messageId: FailureMessageId };
  readonly now: Instant;
}

export function afterCharge(
  session: Session,
  { attempt, charge }: { readonly attempt: Attempt; readonly charge: Charge },
  { category, nextChargeKey, hasMeans, end, now }: AfterCharge,
): readonly CheckoutSessionEvent[] {
  const place = session.isClosing ? null : nextPlace(attempt, charge, { category, now });
  if (!place) return failure(session, { attemptKey: attempt.key, ...end, now });
  const lost = 'card-details-lost';
  if (!hasMeans) return failure(session, { attemptKey: attempt.key, reason: lost, code: null, messageId: lost, now });
  const data = { attemptKey: attempt.key, chargeKey: nextChargeKey, ...place, currency: charge.currency, requestedAt: now };
  return [{ type: 'ChargeRequested', data }];
}
