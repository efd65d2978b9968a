// Writes down what came of a refund. The first word stands, whatever is said a second time; but money that did not stay with the buyer is news.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import type { ResolveRefund } from '../../core/refund.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { findRefund } from '../../core/refund';
import type { Refund } from '../../core/refund.events';

export function resolveRefund(
  { type: _type, now, ...resolved }: ResolveRefund,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const refund = findRefund(state, resolved.refundKey);
  if (!refund) return reject({ code: 'refund-not-found' });
  return isNews(refund, resolved) ? accept<CheckoutSessionEvent>({ type: 'RefundResolved', data: { ...resolved, at: now } }) : alreadySo;
}

/** A bank may send back what had arrived days before, of which only a notice tells: that money is with the merchant again. */
const isNews = ({ resolved, isOutOfBand }: Refund, { result, by }: Pick<ResolveRefund, 'result' | 'by'>): boolean =>
  resolved === null || (!isOutOfBand && by === 'notice' && resolved.result === 'succeeded' && result === 'failed');
