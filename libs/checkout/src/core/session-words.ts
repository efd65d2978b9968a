// Where the public API fixes a word, it stands here, once; everywhere else ours is used (formats.md §7).
import { attemptInFlight, chargeInQuestion } from './attempt';
import type { Attempt, Session } from './checkout-session.state';

export type PaymentStateWord = 'none' | 'processing' | 'requires_action' | 'unresolved' | 'paid' | 'partially_refunded' | 'refunded';
export type AttemptStateWord = 'created' | 'processing' | 'requires_action' | 'unresolved' | 'succeeded' | 'failed';

export function paymentStateWord(session: Session): PaymentStateWord {
  if (session.status === 'success') return session.completed?.how === 'paid' || session.completed?.how === 'paid_late' ? 'paid' : 'none';
  const attempt = attemptInFlight(session);
  if (!attempt) return 'none';
  return attemptStateWord(attempt) === 'unresolved' ? 'unresolved' : 'processing';
}

export function attemptStateWord(attempt: Attempt): AttemptStateWord {
  if (attempt.succeededAt !== null) return 'succeeded';
  if (attempt.failed) return 'failed';
  if (attempt.charges.length === 0) return attempt.kind === 'setup' ? 'processing' : 'created';
  return chargeInQuestion(attempt)?.outcome?.outcome === 'unknown' ? 'unresolved' : 'processing';
}
