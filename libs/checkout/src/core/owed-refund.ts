// Money that completed nothing and whose way back was refused by the processor: it is asked to take it back again, and in the end a person is.
import type { Instant } from '@tillstream/event-sourcing';
import { isApproved } from './attempt';
import type { Charge, Session } from './checkout-session.state';
import { isPending, refundableAtom, refundsOf } from './refund';
import type { RefundReason } from './refund.events';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** After the first refusal, the second, …: about five days in all. After the last one nobody but a person can help. */
const REPEAT_AFTER_MS: readonly Instant[] = [10 * MINUTE, HOUR, 6 * HOUR, DAY, DAY, DAY, DAY];

export interface OwedRefund {
  readonly charge: Charge;
  /** As the first one said. */
  readonly reason: RefundReason | null;
  /** How often it was refused. */
  readonly refusals: number;
  /** Of the first refusal. */
  readonly since: Instant;
  /** When it is asked for again. */
  readonly at: Instant;
  /** Asking again has come to nothing. */
  readonly isHopeless: boolean;
}

/** What a merchant asked to give back, of money that he was to have, is his own to ask for again. */
export function owedRefunds(session: Session): readonly OwedRefund[] {
  const charges = session.attempts.flatMap((attempt) => attempt.charges);
  return charges.flatMap((charge) => owedRefund(session, charge) ?? []);
}

function owedRefund(session: Session, charge: Charge): OwedRefund | null {
  if (!isApproved(charge) || session.completed?.chargeKey === charge.key || refundableAtom(session, charge) === 0) return null;
  const refunds = refundsOf(session, charge.key);
  const refusedAt = refunds.flatMap(({ resolved }) => (resolved?.result === 'failed' ? [resolved.at] : []));
  const [since, refusals] = [refusedAt[0], refusedAt.length];
  if (since === undefined || refunds.some(isPending)) return null;
  const pauseMs = REPEAT_AFTER_MS[refusals - 1];
  const at = Math.max(...refusedAt) + (pauseMs ?? DAY);
  return { charge, reason: refunds[0]?.reason ?? null, refusals, since, at, isHopeless: pauseMs === undefined };
}
