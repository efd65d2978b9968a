// The 3-D Secure challenges of an attempt (payments.md §6): which one the buyer sees now, and how long he has been at the bank.
import type { Instant } from '@tillstream/event-sourcing';
import type { CheckoutSessionEvent } from './checkout-session.events';
import type { Action, Attempt, Charge, Setup } from './checkout-session.state';

/** How long the buyer has for one, outside the time of his attempt. */
export const CHALLENGE_MS = 10 * 60_000;
/** Of one attempt. */
export const MAX_CHALLENGES = 2;

export interface RunningChallenge {
  readonly action: Action;
  /** 1…, of its attempt. */
  readonly number: number;
  /** Null: a card is being saved. */
  readonly charge: Charge | null;
  readonly processorKey: string;
}

/** Those that the buyer was asked for, in their order. */
export const challengesOf = ({ charges, setups }: Attempt): readonly Action[] =>
  [...charges, ...setups].flatMap(({ action }) => (action ? [action] : [])).sort((a, b) => a.requestedAt - b.requestedAt);

/** The buyer is at the bank for this charge, or this set-up. */
export const isChallenging = (asked: Pick<Charge, 'action' | 'outcome' | 'resolved'> | Setup): boolean =>
  asked.action !== null && asked.action.finished === null && !('resolved' in asked && asked.resolved !== null);

/** At most one at a time. Null: the buyer has nothing to do. */
export function runningChallenge(attempt: Attempt): RunningChallenge | null {
  if (attempt.failed !== null || attempt.succeededAt !== null) return null;
  const charge = attempt.charges.find(isChallenging) ?? null;
  const asked = charge ?? attempt.setups.find(isChallenging);
  if (!asked?.action) return null;
  return { action: asked.action, number: challengesOf(attempt).indexOf(asked.action) + 1, charge, processorKey: asked.processorKey };
}

/** How long an attempt has been at work: what the buyer spends at his bank does not count. */
export const workedMs = (attempt: Attempt, now: Instant): number =>
  now - attempt.startedAt - challengesOf(attempt).reduce((sum, { requestedAt, finished }) => sum + (finished?.at ?? now) - requestedAt, 0);

export const actionRequested = (
  asked: { readonly attemptKey: string; readonly chargeKey: string | null; readonly processorKey: string; readonly url: string },
  now: Instant,
): CheckoutSessionEvent => ({ type: 'ActionRequested', data: { ...asked, deadlineAt: now + CHALLENGE_MS, requestedAt: now } });
