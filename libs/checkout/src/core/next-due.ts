// The one timer of a session: when it next needs attention, and for what. Written with its view; no queue holds what is not in here.
import type { Instant } from '@tillstream/event-sourcing';
import { attemptInFlight, chargeInQuestion, chargesLeftOpen, isBackFromBank } from './attempt';
import { setupChangedAt } from './attempt-times';
import { runningChallenge } from './challenge';
import type { Attempt, Charge, CheckoutSessionState, Session } from './checkout-session.state';
import { owedRefunds } from './owed-refund';
import { isPending } from './refund';
import type { Refund } from './refund.events';

export type DueCommand =
  | { readonly type: 'ExpireSession' }
  | { readonly type: 'RecoverCharge'; readonly chargeKey: string }
  | { readonly type: 'FinishAction'; readonly attemptKey: string; readonly number: number }
  | { readonly type: 'AbandonAttempt'; readonly attemptKey: string }
  | { readonly type: 'SettleRefund'; readonly refundKey: string }
  | { readonly type: 'RepeatRefund'; readonly chargeKey: string };

/**
 * A charge is opened within this, counted from its request, or it is not asked for: nobody begins to confirm later. So the confirmation, which
 * is never cut off before its own time, has ended before anybody takes its process for dead.
 */
export const OPENED_WITHIN_MS = 10_000;
/** A processor call may take 30 s; 5 s later whoever made it is taken for dead. */
export const CALL_TIMEOUT_MS = 30_000;
export const RECOVERY_DELAY_MS = OPENED_WITHIN_MS + CALL_TIMEOUT_MS + 5_000;

/** When whoever runs an attempt that has no charge in question is taken for dead: each of his calls is written down. */
export const takenForDeadAt = ({ startedAt, charges, setups }: Attempt): Instant =>
  Math.max(startedAt, ...setups.map(setupChangedAt), ...charges.map((charge) => charge.resolved?.at ?? charge.outcome?.at ?? 0)) +
  RECOVERY_DELAY_MS;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Time since the outcome became unknown. After the last one it stays daily until somebody resolves it by hand. */
export const INQUIRY_AT_MS: readonly number[] = [
  0,
  SECOND,
  6 * SECOND,
  36 * SECOND,
  156 * SECOND,
  756 * SECOND,
  HOUR,
  7 * HOUR,
  DAY,
  2 * DAY,
  3 * DAY,
  4 * DAY,
  5 * DAY,
];

export interface Due {
  readonly at: Instant;
  readonly command: DueCommand;
}

/** The earliest of all that is due. */
export function nextDue(state: CheckoutSessionState): Due | null {
  return allDue(state).reduce<Due | null>((earliest, due) => (earliest && earliest.at <= due.at ? earliest : due), null);
}

/** Everything that needs attention, now or later: what waits for an answer never waits for something else. */
export function allDue(state: CheckoutSessionState): readonly Due[] {
  if (state.status === 'absent') return [];
  return [
    ...progress(state),
    ...chargesLeftOpen(state).map(recovery),
    ...state.refunds.filter(isPending).map(settlement),
    ...owedRefunds(state).map(({ at, charge }): Due => ({ at, command: { type: 'RepeatRefund', chargeKey: charge.key } })),
  ];
}

/** What brings an open session on: its attempt in flight goes first, else it is its end. */
function progress(session: Session): readonly Due[] {
  if (session.status !== 'open') return [];
  const attempt = attemptInFlight(session);
  const charge = attempt ? chargeInQuestion(attempt) : null;
  if (charge) return [recovery(charge)];
  const challenge = attempt && runningChallenge(attempt);
  if (challenge) {
    const { action, number } = challenge;
    return [{ at: action.deadlineAt, command: { type: 'FinishAction', attemptKey: attempt.key, number } }];
  }
  if (attempt) return [{ at: takenForDeadAt(attempt), command: { type: 'AbandonAttempt', attemptKey: attempt.key } }];
  return [{ at: session.expiresAt, command: { type: 'ExpireSession' } }];
}

const recovery = (charge: Charge): Due => ({ at: inQuestionSince(charge), command: { type: 'RecoverCharge', chargeKey: charge.key } });

/** From when on nobody is at work on it any more. */
export function inQuestionSince({ outcome, action, requestedAt, ...charge }: Charge): Instant {
  if (outcome === null) return requestedAt + RECOVERY_DELAY_MS;
  if (!action?.finished || !isBackFromBank({ outcome, action, requestedAt, ...charge })) return outcome.at;
  return action.finished.at + (action.finished.outcome === 'returned' ? RECOVERY_DELAY_MS : 0);
}

/** Whoever requested it asks the processor at once; this is for when he died, or got no answer. */
const settlement = ({ key: refundKey, requestedAt }: Refund): Due => ({
  at: requestedAt + RECOVERY_DELAY_MS,
  command: { type: 'SettleRefund', refundKey },
});

/** When to ask again about a charge that became unclear at `since`. */
export function nextInquiry(since: Instant, now: Instant): Instant {
  const next = INQUIRY_AT_MS.find((offset) => since + offset > now);
  return next === undefined ? now + DAY : since + next;
}
