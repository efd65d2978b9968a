// Which of the page's screens a session calls for. Server and browser ask the same question, so a reload lands where the buyer was.
import type { BuyerAttempt, BuyerSession } from '@tillstream/checkout/browser';

export type Screen = 'pay' | 'processing' | 'challenge' | 'unresolved' | 'finished' | 'expired' | 'spent';

/** A charge may be on its way: nothing else may begin, and the page waits. */
export const isInFlight = (attempt: BuyerAttempt | null): boolean =>
  attempt !== null && attempt.state !== 'succeeded' && attempt.state !== 'failed';

/** @param nowMs by the server's clock */
export function screenOf(session: BuyerSession, nowMs: number): Screen {
  if (session.state === 'success') return 'finished';
  // An attempt in flight comes before the end of time: it may still succeed, and the buyer has to hear of it.
  if (isInFlight(session.attempt)) return waiting(session.attempt);
  if (session.state === 'expired' || session.is_expired || nowMs >= Date.parse(session.expires_at)) return 'expired';
  return session.attempt_limit_reached === 'attempts' ? 'spent' : 'pay';
}

function waiting(attempt: BuyerAttempt | null): Screen {
  if (attempt?.state === 'unresolved') return 'unresolved';
  return attempt?.state === 'requires_action' && attempt.action !== null ? 'challenge' : 'processing';
}
