// Questions about attempts and charges that decisions, views and answers all ask, answered in one place.
import { runningChallenge } from './challenge';
import type { Attempt, Charge, CheckoutSessionState, Session } from './checkout-session.state';

export const isOver = (attempt: Attempt): boolean => attempt.failed !== null || attempt.succeededAt !== null;

/** At most one at a time: the newest, while it is not over. */
export function attemptInFlight(session: Session): Attempt | null {
  const newest = session.attempts.at(-1);
  return newest && !isOver(newest) ? newest : null;
}

/** Nobody has said yet what came of it: no answer came, or none that means anything. */
export const isUnsettled = (charge: Charge): boolean =>
  charge.resolved === null && (charge.outcome === null || charge.outcome.outcome === 'unknown' || isBackFromBank(charge));

/** Its challenge has ended, and what follows from that is not written yet. */
export const isBackFromBank = ({ outcome, action }: Charge): boolean =>
  outcome?.outcome === 'requires_action' && (action?.finished ?? null) !== null;

export const isApproved = (charge: Charge): boolean => charge.resolved?.result === 'approved' || charge.outcome?.outcome === 'approved';

/** Nobody can say: no answer, or a challenge that came to nothing and is being closed. */
export const isUnknown = ({ outcome, action }: Charge): boolean =>
  outcome?.outcome === 'unknown' ||
  (outcome?.outcome === 'requires_action' && action?.finished != null && action.finished.outcome !== 'returned');

/** A challenge that was put aside and not shown: open at its processor until somebody closes it. */
export const isPutAside = (charge: Charge): boolean =>
  charge.resolved === null && charge.outcome?.outcome === 'requires_action' && charge.action === null;

/** Its processor may still take money for it. */
export const isOpenStill = ({ outcome, resolved }: Charge): boolean =>
  resolved === null && (outcome === null || outcome.outcome === 'unknown' || outcome.outcome === 'requires_action');

/** The charge whose outcome the attempt waits for. */
export const chargeInQuestion = (attempt: Attempt): Charge | null => attempt.charges.find(isUnsettled) ?? null;

export const findAttempt = (session: Session, attemptKey: string): Attempt | null =>
  session.attempts.find((attempt) => attempt.key === attemptKey) ?? null;

/** What an attempt that is over has left at a processor: it is asked about and closed, so that nothing can come of it unseen. */
export const chargesLeftOpen = (session: Session): readonly Charge[] =>
  session.attempts.filter(isOver).flatMap((attempt) => attempt.charges.filter(isOpenStill));

export function findCharge(session: Session, chargeKey: string): { readonly attempt: Attempt; readonly charge: Charge } | null {
  for (const attempt of session.attempts) {
    const charge = attempt.charges.find((one) => one.key === chargeKey);
    if (charge) return { attempt, charge };
  }
  return null;
}

/** Null: it is settled, or the buyer is at his bank for it. */
export function chargeToSettle(session: Session, chargeKey: string): Charge | null {
  const found = findCharge(session, chargeKey);
  if (!found || !isOpenStill(found.charge)) return null;
  return runningChallenge(found.attempt)?.charge?.key === chargeKey ? null : found.charge;
}

export type PaymentPhase = 'idle' | 'charging' | 'requires_action' | 'unresolved';

export function paymentPhase(session: Session): PaymentPhase {
  const attempt = attemptInFlight(session);
  if (!attempt) return 'idle';
  if (runningChallenge(attempt)) return 'requires_action';
  const charge = chargeInQuestion(attempt);
  return charge && isUnknown(charge) ? 'unresolved' : 'charging';
}

/** Past its end, whether or not the expiry is written yet. */
export const isPastEnd = (session: Session, now: number): boolean =>
  session.status === 'expired' || (session.status === 'open' && now >= session.expiresAt);

export const isPresent = (state: CheckoutSessionState): state is Session => state.status !== 'absent';
