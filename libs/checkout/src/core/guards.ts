// The guards on state that several commands share: a flat ladder that stops at the first reason.
import { attemptInFlight, isPastEnd } from './attempt';
import type { CheckoutSessionState, Session } from './checkout-session.state';
import type { CheckoutSessionRejection } from './checkout-session.rejections';

/** From here on nothing new begins on a session; outcomes, resolutions, completion and expiry always pass (formats.md §6). */
export const MOST_EVENTS_TO_BEGIN = 400;

/** Why nothing may begin on this session now. Null when it may. */
export const refusalToBegin = (state: CheckoutSessionState, now: number): CheckoutSessionRejection | null =>
  refusalToComplete(state, now) ?? (isFull(state) ? { code: 'session-full' } : null);

export const isFull = (state: CheckoutSessionState): boolean => state.status !== 'absent' && state.eventCount >= MOST_EVENTS_TO_BEGIN;

/** Why this session may not become a success by its merchant's word: it must be open, in time, and no attempt in flight. */
export function refusalToComplete(state: CheckoutSessionState, now: number): CheckoutSessionRejection | null {
  if (state.status === 'absent') return { code: 'session-not-found' };
  if (state.status === 'success') return { code: 'session-completed' };
  if (isPastEnd(state, now)) return { code: 'session-expired' };
  if (state.isClosing) return { code: 'session-closing' };
  if (attemptInFlight(state)) return { code: 'payment-in-progress' };
  return null;
}

/** Narrows together with the refusal: what is refused nothing is present. */
export const present = (state: CheckoutSessionState): Session => {
  if (state.status === 'absent') throw new Error('guarded before: the session is present');
  return state;
};

/** What the session says; where it says nothing, what the account says. Where a card is only saved there is nothing to discount. */
export const mayTypeCode = ({ mode, allowPromotionCodes }: Session, accountAllowsCodes: boolean): boolean =>
  mode === 'payment' && (allowPromotionCodes ?? accountAllowsCodes);
