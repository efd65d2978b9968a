// Records that a buyer has complained about a charge at his bank, and what became of that: each notice once, and nothing follows from it.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { findCharge } from '../../core/attempt';
import type { NoteDispute } from '../../core/charge.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';

export function noteDispute(
  { type: _type, now, ...noticed }: NoteDispute,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  if (!findCharge(state, noticed.chargeKey)) return reject({ code: 'charge-not-found' });
  if (state.disputes.some(({ noticeId }) => noticeId === noticed.noticeId)) return alreadySo;
  return accept<CheckoutSessionEvent>({ type: 'DisputeNoticed', data: { ...noticed, at: now } });
}
