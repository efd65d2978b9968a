// Writes down what came of a refund. The first word stands: a late second answer, or an inquiry beside it, changes nothing.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import type { ResolveRefund } from '../../core/refund.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { findRefund } from '../../core/refund';

export function resolveRefund(
  { type: _type, now, ...resolved }: ResolveRefund,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const refund = findRefund(state, resolved.refundKey);
  if (!refund) return reject({ code: 'refund-not-found' });
  return refund.resolved ? alreadySo : accept<CheckoutSessionEvent>({ type: 'RefundResolved', data: { ...resolved, at: now } });
}
