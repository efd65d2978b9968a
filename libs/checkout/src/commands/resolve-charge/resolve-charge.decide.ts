// Settles a charge whose outcome nobody knew. Settled before is settled: only money that was taken after all is written down on top of it.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { findCharge, isApproved, isOpenStill } from '../../core/attempt';
import type { ResolveCharge } from '../../core/charge.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { resolution } from '../../core/resolution';

export function resolveCharge(
  command: ResolveCharge,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const found = findCharge(state, command.chargeKey);
  if (!found) return reject({ code: 'charge-not-found' });
  const settled = command.result === 'approved' ? isApproved(found.charge) : !isOpenStill(found.charge);
  return settled ? alreadySo : accept(...resolution(state, found, command));
}
