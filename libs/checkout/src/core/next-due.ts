// The one timer of a session: when it next needs attention, and for what. Written with its view; no queue holds what is not in here.
import type { Instant } from '@tillstream/event-sourcing';
import { attemptInFlight, chargeInQuestion } from './attempt';
import type { Attempt, CheckoutSessionState } from './checkout-session.state';

export type DueCommand =
  | { readonly type: 'ExpireSession' }
  | { readonly type: 'RecoverCharge'; readonly chargeKey: string }
  | { readonly type: 'AbandonAttempt'; readonly attemptKey: string };

/** A processor call may take 30 s; 5 s later whoever made it is taken for dead. */
export const CALL_TIMEOUT_MS = 30_000;
export const RECOVERY_DELAY_MS = CALL_TIMEOUT_MS + 5_000;

/** When whoever runs an attempt that has no charge in question is taken for dead: each of his calls is written down. */
export const takenForDeadAt = ({ startedAt, charges, setups }: Attempt): Instant =>
  Math.max(startedAt, ...setups.map((setup) => setup.at), ...charges.map((charge) => charge.resolved?.at ?? charge.outcome?.at ?? 0)) +
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

export function nextDue(state: CheckoutSessionState): { readonly at: Instant; readonly command: DueCommand } | null {
  if (state.status !== 'open') return null;
  const attempt = attemptInFlight(state);
  const charge = attempt ? chargeInQuestion(attempt) : null;
  if (charge) {
    const at = charge.outcome === null ? charge.requestedAt + RECOVERY_DELAY_MS : charge.outcome.at;
    return { at, command: { type: 'RecoverCharge', chargeKey: charge.key } };
  }
  if (attempt) return { at: takenForDeadAt(attempt), command: { type: 'AbandonAttempt', attemptKey: attempt.key } };
  return { at: state.expiresAt, command: { type: 'ExpireSession' } };
}

/** When to ask again about a charge that became unclear at `since`. */
export function nextInquiry(since: Instant, now: Instant): Instant {
  const next = INQUIRY_AT_MS.find((offset) => since + offset > now);
  return next === undefined ? now + DAY : since + next;
}
