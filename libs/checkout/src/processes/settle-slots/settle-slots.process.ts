// Only the end of its attempt moves a slot: success confirms it, failure gives it back, also one that was never reserved, so that a late
// reservation finds it closed. Run inline right after the end, and by the reactor as its backstop; the slot itself makes twice once.
import type { Effect, Process, RecordedEvent } from '@tillstream/event-sourcing';
import { findAttempt, findCharge } from '../../core/attempt';
import { type EndedSlot, slotOfAttempt } from '../../core/attempt-promotion';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import type { Attempt, CheckoutSessionState, Session } from '../../core/checkout-session.state';

export interface SettleSlotEffect extends Effect {
  readonly type: 'SettleSlot';
  readonly data: EndedSlot;
}

export const settleSlots: Process<CheckoutSessionState, CheckoutSessionEvent, SettleSlotEffect> = {
  name: 'settle-slots',
  category: 'checkoutSession',
  on: ['SessionCompleted', 'AttemptFailed', 'RefundRequested'],
  react(event, { key: sessionKey, state }) {
    const ended = state.status === 'absent' ? null : endedBy(event, state);
    if (!ended?.attempt.promotion?.reserves) return [];
    const { attempt, ...end } = ended;
    const { couponKey } = ended.attempt.promotion;
    return [
      { type: 'SettleSlot', data: { couponKey, slot: slotOfAttempt(sessionKey, attempt), attemptStartedAt: attempt.startedAt, ...end } },
    ];
  },
};

interface Ended extends Pick<EndedSlot, 'end' | 'evenRegained'> {
  readonly attempt: Attempt;
}

function endedBy(event: RecordedEvent<CheckoutSessionEvent>, session: Session): Ended | null {
  const told = event as CheckoutSessionEvent;
  if (told.type === 'RefundRequested') return sentBack(session, told.data.chargeKey);
  if (told.type !== 'SessionCompleted' && told.type !== 'AttemptFailed') return null;
  const attempt = findAttempt(session, told.data.attemptKey);
  return attempt && { attempt, end: told.type === 'SessionCompleted' ? 'confirm' : 'release' };
}

/** Money that came late and completes nothing uses nothing up. A refund of what was bought leaves its use counted. */
function sentBack(session: Session, chargeKey: string): Ended | null {
  const attempt = findCharge(session, chargeKey)?.attempt;
  return attempt?.succeededAt === null ? { attempt, end: 'release', evenRegained: true } : null;
}
