// The intent of an attempt: its charges seen as one payment. Rendered from the session's stream alone; an API answer may join the name of
// the processor.
import { isoTime, isoTimeOrNull, type RenderContext, type Resource, streamName } from '@tillstream/event-sourcing';
import { isApproved } from '../core/attempt';
import { attemptChangedAt } from '../core/attempt-times';
import { runningChallenge } from '../core/challenge';
import type { Attempt, CheckoutSessionState, Session } from '../core/checkout-session.state';
import { intentWord } from '../core/payment-words';
import { methodOf } from '../core/saved-card';

/** Null for an attempt that asked nobody for money. */
export function renderPaymentIntent(
  { key, accountId, state }: Resource<CheckoutSessionState>,
  attemptKey: string,
  { ids, open }: Pick<RenderContext, 'ids' | 'open'>,
) {
  const attempt = state.status === 'absent' ? undefined : state.attempts.find((one) => one.key === attemptKey);
  const last = attempt && (attempt.charges.findLast(isApproved) ?? runningChallenge(attempt)?.charge ?? attempt.charges.at(-1));
  if (state.status === 'absent' || !state.customer || !attempt || !last) return null;
  const { customer } = state;
  return {
    id: ids.format('pi', attempt.key),
    account_id: accountId,
    checkout_session_id: ids.format('cs', key),
    customer_id: ids.format('cus', customer.key),
    amount_atom: last.amountAtom,
    currency: last.currency,
    status: intentWord(attempt),
    client_secret: null,
    confirmed_at: isoTimeOrNull(confirmedAt(attempt)),
    metadata: {},
    amount_atom_capturable: 0,
    amount_atom_received: attempt.charges.filter(isApproved).reduce((sum, charge) => sum + charge.amountAtom, 0),
    attempt_count: attempt.charges.length,
    invoices: [],
    customer_email: open(customer.email, { stream: streamName('checkoutSession', key), field: 'customerEmail' }),
    payment_method: methodId(attempt, ids),
    processor: ids.format('proc', last.processorKey),
    created_at: isoTime(attempt.startedAt),
    updated_at: isoTime(attemptChangedAt(attempt)),
  };
}

function methodId(attempt: Attempt, ids: RenderContext['ids']): string | null {
  const method = methodOf(attempt);
  return method === null ? null : ids.format('pm', method);
}

function confirmedAt(attempt: Attempt): number | null {
  const approved = attempt.charges.find(isApproved);
  if (!approved) return null;
  return approved.outcome?.outcome === 'approved' ? approved.outcome.at : (approved.resolved?.at ?? null);
}

/** The intents that a session has: one for each attempt that asked for money. */
export const attemptsWithIntent = (session: Session): readonly Attempt[] => session.attempts.filter(({ charges }) => charges.length > 0);
