// Gives money back: the amount is written down, and counts, before the processor is asked. So the sum requested never exceeds the sum
// captured, also with twenty at once: who loses the race for the append decides again on what is left.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { findCharge, isApproved } from '../../core/attempt';
import type { RequestRefund } from '../../core/refund.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { Charge, CheckoutSessionState } from '../../core/checkout-session.state';
import { isFull } from '../../core/guards';
import { findRefund, refundableAtom } from '../../core/refund';

export function requestRefund(
  command: RequestRefund,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  if (findRefund(state, command.refundKey)) return alreadySo;
  if (isFull(state)) return reject({ code: 'session-full' });
  const charge = findCharge(state, command.chargeKey)?.charge;
  if (!charge) return reject({ code: 'payment-attempt-not-found', loc: ['body', 'payment_attempt_external_id'] });
  if (!isApproved(charge)) return reject({ code: 'charge-not-captured', loc: ['body', 'payment_attempt_external_id'] });
  if (command.currency !== null && command.currency !== charge.currency)
    return reject({ code: 'refund-currency-differs', loc: ['body', 'currency'] });
  const left = refundableAtom(state, charge);
  if (left === 0) return reject({ code: 'charge-already-refunded' });
  if (command.amountAtom !== null && command.amountAtom > left)
    return reject({ code: 'refund-exceeds-captured', loc: ['body', 'amount_atom'] });
  return accept<CheckoutSessionEvent>(requested(command, charge, left), ...(command.isOutOfBand ? [recorded(command)] : []));
}

function requested(
  { refundKey, amountAtom, reason, metadata, isOutOfBand, now }: RequestRefund,
  { key: chargeKey, processorKey, currency }: Charge,
  left: number,
): CheckoutSessionEvent {
  const said = reason ?? (isOutOfBand ? 'manual_out_of_band' : null);
  const data = { refundKey, chargeKey, processorKey, amountAtom: amountAtom ?? left, currency, reason: said, metadata, isOutOfBand };
  return { type: 'RefundRequested', data: { ...data, requestedAt: now } };
}

/** The merchant gave it back himself: nobody is asked. */
const recorded = ({ refundKey, now }: RequestRefund): CheckoutSessionEvent => ({
  type: 'RefundResolved',
  data: { refundKey, result: 'succeeded', by: 'out_of_band', reference: null, code: null, message: null, at: now },
});
