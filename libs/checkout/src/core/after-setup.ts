// What follows where saving a card has come to nothing yet: another processor, a challenge for the buyer, or the attempt's end. As after a
// charge, but that no money moves: nothing has to be closed, and an unanswered call may be made again.
import { buyerMessage } from './buyer-message';
import { actionRequested, challengesOf, MAX_CHALLENGES } from './challenge';
import type { AttemptFailed, CheckoutSessionEvent } from './checkout-session.events';
import type { Attempt, Session, Setup } from './checkout-session.state';
import { failure } from './completion';
import type { OutcomeCategory } from './next-charge';
import { nextSetup } from './next-setup';
import { FAILURE_REASON, MAY_BE_CHALLENGED } from './outcome-category';

export interface AfterSetup {
  readonly category: OutcomeCategory;
  /** Of a decline. */
  readonly code: string | null;
  /** Whoever writes this has the card, and asks the next processor. */
  readonly hasMeans: boolean;
  readonly now: number;
}

/** @param attempt with the last call folded in */
export function afterSetup(session: Session, attempt: Attempt, after: AfterSetup): readonly CheckoutSessionEvent[] {
  const { category, code, hasMeans, now } = after;
  const last = attempt.setups.at(-1);
  const ended = (failed: Pick<AttemptFailed, 'reason' | 'code' | 'messageId'>) =>
    failure(session, { attemptKey: attempt.key, ...failed, now });
  const end = () => ended({ reason: FAILURE_REASON[category], code, messageId: buyerMessage(category, code) });
  if (session.isClosing || !last) return end();
  const isBack = attempt.setups.some(({ processorKey, action }) => action !== null && processorKey === last.processorKey);
  if (isBack && last.outcome === 'requires_action')
    return ended({ reason: 'authentication-failed', code: 'returned', messageId: 'challenge-abandoned' });
  if (category === 'requires_action' && session.threeDsMode === 'first_3ds_wins') return shown(attempt, last, now) ?? end();
  if (nextSetup(attempt, now) !== null)
    return hasMeans ? [] : ended({ reason: 'card-details-lost', code: null, messageId: 'card-details-lost' });
  return (mayBeChallenged(category, isBack) ? putAside(attempt, now) : null) ?? end();
}

/** As after a charge; a bank that wants to see the buyer is answered by a challenge, but not by another one. */
const mayBeChallenged = (category: OutcomeCategory, isBack: boolean): boolean =>
  MAY_BE_CHALLENGED.has(category) || (category === 'authentication' && !isBack);

/** The first challenge that nobody has seen. */
function putAside(attempt: Attempt, now: number): readonly CheckoutSessionEvent[] | null {
  const first = attempt.setups.find(({ outcome, action }) => outcome === 'requires_action' && action === null);
  return first ? shown(attempt, first, now) : null;
}

function shown(attempt: Attempt, { processorKey, actionUrl: url }: Setup, now: number): readonly CheckoutSessionEvent[] | null {
  if (url === undefined || challengesOf(attempt).length >= MAX_CHALLENGES) return null;
  return [actionRequested({ attemptKey: attempt.key, chargeKey: null, processorKey, url }, now)];
}
