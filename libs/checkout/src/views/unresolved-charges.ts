// Every charge and refund of this installation of which nobody knows what became of it, and money whose way back is refused: for operators. Each is
// told by its own events, whatever the views know; they only say where to look.
import { type Instant, StateCache, StreamReader } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import { findCharge, isOpenStill, isOver, isUnsettled } from '../core/attempt';
import type { Attempt, Charge, Session } from '../core/checkout-session.state';
import { inQuestionSince, RECOVERY_DELAY_MS } from '../core/next-due';
import { type OwedRefund, owedRefunds } from '../core/owed-refund';
import { isPending, referenceOf, refundableAtom, refundsOf } from '../core/refund';
import type { Refund } from '../core/refund.events';
import { type InQuestionAt, sessionsInQuestion } from './sessions-in-question';

export interface Unresolved {
  /** `owed`: the charge completed nothing, and its processor refuses to give the money back. */
  readonly kind: 'charge' | 'refund' | 'owed';
  /** Of the charge, or of the refund that is pending. */
  readonly key: string;
  /** Null for a refund. */
  readonly attemptKey: string | null;
  readonly sessionKey: string;
  /** `acc_…` */
  readonly accountId: string;
  readonly processorKey: string;
  /** The processor's name for the charge; null: it never told. */
  readonly reference: string | null;
  readonly amountAtom: number;
  readonly currency: string;
  /** From when on nobody was at work on it any more. */
  readonly since: Instant;
  /** Set exactly with `owed`. */
  readonly refusal: Refusal | null;
}

/** What the processor said to the last refund, and when it is asked for another one; null: never again by itself. */
export interface Refusal extends Pick<OwedRefund, 'refusals'> {
  readonly at: Instant;
  readonly code: string | null;
  readonly message: string | null;
  readonly againAt: Instant | null;
}

/** Oldest first. */
export async function unresolvedCharges(at: InQuestionAt): Promise<readonly Unresolved[]> {
  const reader = new StreamReader(at.store, new StateCache(1));
  const found: Unresolved[] = [];
  for (const key of await sessionsInQuestion(at)) {
    const session = await reader.current(checkoutSession, key);
    if (session.state.status !== 'absent') found.push(...inQuestion(session.state, session));
  }
  return found.filter(({ since }) => since <= at.now).sort((a, b) => a.since - b.since);
}

type Place = Pick<Unresolved, 'sessionKey' | 'accountId'>;

function inQuestion(session: Session, { key: sessionKey, accountId }: { readonly key: string; readonly accountId: string }) {
  const place = { sessionKey, accountId };
  return [
    ...session.attempts.flatMap((attempt) =>
      attempt.charges.filter((charge) => waits(attempt, charge)).map((charge) => chargeInDoubt(charge, attempt.key, place)),
    ),
    ...session.refunds.filter(isPending).map((refund) => refundInDoubt(session, refund, place)),
    ...owedRefunds(session).map((owed) => owedMoney(session, owed, place)),
  ];
}

/** A buyer who is at his bank has his own time, and so has a challenge that was put aside while its attempt runs. */
const waits = (attempt: Attempt, charge: Charge): boolean => (isOver(attempt) ? isOpenStill(charge) : isUnsettled(charge));

function chargeInDoubt(charge: Charge, attemptKey: string, place: Place): Unresolved {
  const { key, processorKey, amountAtom, currency } = charge;
  const amount = { amountAtom, currency };
  const since = inQuestionSince(charge);
  return { kind: 'charge', key, attemptKey, ...place, processorKey, reference: referenceOf(charge), ...amount, since, refusal: null };
}

function refundInDoubt(session: Session, { key, chargeKey, processorKey, ...refund }: Refund, place: Place): Unresolved {
  const charge = findCharge(session, chargeKey)?.charge;
  const { amountAtom, currency, requestedAt } = refund;
  const [amount, since] = [{ amountAtom, currency }, requestedAt + RECOVERY_DELAY_MS];
  const reference = charge ? referenceOf(charge) : null;
  return { kind: 'refund', key, attemptKey: null, ...place, processorKey, reference, ...amount, since, refusal: null };
}

function owedMoney(session: Session, { charge, since, refusals, at: againAt, isHopeless }: OwedRefund, place: Place): Unresolved {
  const { key, processorKey, currency } = charge;
  const amount = { amountAtom: refundableAtom(session, charge), currency };
  const last = refundsOf(session, key).findLast(({ resolved }) => resolved?.result === 'failed')?.resolved;
  const { code, message, at } = last ?? { code: null, message: null, at: since };
  const refusal: Refusal = { refusals, at, code, message, againAt: isHopeless ? null : againAt };
  return { kind: 'owed', key, attemptKey: null, ...place, processorKey, reference: referenceOf(charge), ...amount, since, refusal };
}
