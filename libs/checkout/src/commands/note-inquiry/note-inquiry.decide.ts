// Counts the misses of a charge at a processor that can close nothing: the third, more than its lateness after the first, says that nothing was
// charged and nothing will be. Only what counts is written down, so that asking for days does not fill the stream; and it is written down, so
// that the count survives whatever else is lost, and an auditor sees what "not charged" rests on.
import { accept, alreadySo, type Decision, reject } from '@tillstream/event-sourcing';
import { findCharge, isOpenStill } from '../../core/attempt';
import type { NoteInquiry } from '../../core/charge.commands';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { CheckoutSessionRejection } from '../../core/checkout-session.rejections';
import type { Charge, CheckoutSessionState } from '../../core/checkout-session.state';
import { resolution } from '../../core/resolution';

/** This many misses, and as many as that less one are remembered. */
const MISSES = 3;

export function noteInquiry(
  { type: _type, chargeKey, found: answer, maxLatenessMs, ...facts }: NoteInquiry,
  state: CheckoutSessionState,
): Decision<CheckoutSessionEvent, CheckoutSessionRejection> {
  if (state.status === 'absent') return reject({ code: 'session-not-found' });
  const found = findCharge(state, chargeKey);
  if (!found) return reject({ code: 'charge-not-found' });
  const { attempt, charge } = found;
  if (!isOpenStill(charge)) return alreadySo;
  const inquired: CheckoutSessionEvent = {
    type: 'ChargeInquired',
    data: { attemptKey: attempt.key, chargeKey, found: answer, at: facts.now },
  };
  if (answer === 'open') return charge.missedAt.length > 0 ? accept<CheckoutSessionEvent>(inquired) : alreadySo;
  if (facts.now <= (charge.missedAt.at(-1) ?? 0)) return alreadySo; // two that asked at once have missed once
  if (charge.missedAt.length < MISSES - 1) return accept<CheckoutSessionEvent>(inquired);
  if (facts.now - firstMissAt(charge) <= maxLatenessMs) return alreadySo;
  const nothing = { result: 'not_charged', by: 'inquiry', reference: null, code: null, advice: null, savedCard: null } as const;
  return accept(...resolution(state, found, { ...facts, ...nothing }));
}

const firstMissAt = ({ missedAt, requestedAt }: Charge): number => missedAt[0] ?? requestedAt;
