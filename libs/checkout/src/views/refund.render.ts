// A refund as the API, webhooks and history show it.
import { isoTime, isoTimeOrNull, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { refundWord } from '../core/payment-words';
import { findRefund } from '../core/refund';

/** Null before it was requested. */
export function renderRefund({ accountId, state }: Resource<CheckoutSessionState>, key: string, { ids }: Pick<RenderContext, 'ids'>) {
  const refund = state.status === 'absent' ? null : findRefund(state, key);
  if (!refund) return null;
  const { resolved } = refund;
  return {
    id: ids.format('re', refund.key),
    account_id: accountId,
    charge_id: ids.format('pa', refund.chargeKey),
    amount_atom: refund.amountAtom,
    currency: refund.currency,
    status: refundWord(refund),
    reason: refund.reason,
    processor_refund_id: resolved?.reference ?? null,
    failure_code: resolved?.code ?? null,
    failure_message: resolved?.message ?? null,
    processed_at: isoTimeOrNull(resolved?.at),
    metadata: refund.metadata,
    created_at: isoTime(refund.requestedAt),
    updated_at: isoTime(resolved?.at ?? refund.requestedAt),
  };
}
