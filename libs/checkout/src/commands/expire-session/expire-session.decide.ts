// Ends a session whose time is over, or that its merchant wants closed. An attempt in flight always goes first: a buyer who has
// pressed "Pay" is never cut off, and money that may have moved is settled before the door is shut.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { attemptInFlight } from '../../core/attempt';
import type { ExpireSession } from '../../core/checkout-session.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';

export function expireSession(
  command: ExpireSession,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  const { reason, now } = command;
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  if (state.status === 'expired') return alreadySo;
  if (state.status === 'success') return reason === 'time' ? alreadySo : reject({ code: 'session-completed' });
  if (reason === 'time' && now < state.expiresAt) return reject({ code: 'not-due-yet', dueAt: state.expiresAt });
  if (attemptInFlight(state))
    return reason === 'by_request' ? closeAfterAttempt(state.isClosing, now) : reject({ code: 'payment-in-progress' });

  return accept({ type: 'SessionExpired', data: { reason, at: now } });
}

/** The attempt ends first; with it, in the same append, the session. */
const closeAfterAttempt = (isClosing: boolean, now: number): Decision<CheckoutSessionEvent, CheckoutSessionRejection> =>
  isClosing ? alreadySo : accept({ type: 'ExpiryRequested', data: { at: now } });
