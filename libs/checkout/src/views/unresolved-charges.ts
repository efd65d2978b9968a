// Every charge and refund of this installation of which nobody knows what became of it, found in the events themselves: for operators, whatever
// the views know. Reads all events of sessions once, and then the few sessions in question.
import { type EventStore, type Instant, keyOf, type RecordedEvent, StateCache, StreamReader } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import { isOpenStill, isOver, isUnsettled } from '../core/attempt';
import type { CheckoutSessionEvent, TierAttempted } from '../core/checkout-session.events';
import type { Attempt, Charge, Session } from '../core/checkout-session.state';
import type { RefundResolved } from '../core/refund.events';
import { inQuestionSince, RECOVERY_DELAY_MS } from '../core/next-due';
import { owedRefunds } from '../core/owed-refund';
import { isPending } from '../core/refund';

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
  readonly amountAtom: number;
  readonly currency: string;
  /** From when on nobody was at work on it any more. */
  readonly since: Instant;
}

const SETTLING: readonly TierAttempted['outcome'][] = ['approved', 'declined', 'not_sent'];

/** Oldest first. */
export async function unresolvedCharges({
  store,
  now,
}: {
  readonly store: EventStore;
  readonly now: Instant;
}): Promise<readonly Unresolved[]> {
  const open = new Map<string, Set<string>>();
  for await (const event of store.readAll([`${checkoutSession.category}-`])) note(open, event as RecordedEvent<CheckoutSessionEvent>);
  const reader = new StreamReader(store, new StateCache(1));
  const found: Unresolved[] = [];
  for (const stream of open.keys()) {
    const session = await reader.current(checkoutSession, keyOf(stream));
    if (session.state.status !== 'absent') found.push(...inQuestion(session.state, session));
  }
  return found.filter(({ since }) => since <= now).sort((a, b) => a.since - b.since);
}

function note(open: Map<string, Set<string>>, { stream, type, data }: RecordedEvent<CheckoutSessionEvent>): void {
  const keys = open.get(stream) ?? new Set();
  if (type === 'ChargeRequested') keys.add((data as { readonly chargeKey: string }).chargeKey);
  if (type === 'RefundRequested') keys.add((data as { readonly refundKey: string }).refundKey);
  if (type === 'ChargeResolved') keys.delete((data as { readonly chargeKey: string }).chargeKey);
  // One that was refused may still be owed.
  if (type === 'RefundResolved' && (data as RefundResolved).result !== 'failed') keys.delete((data as RefundResolved).refundKey);
  if (type === 'TierAttempted' && SETTLING.includes((data as TierAttempted).outcome)) keys.delete((data as TierAttempted).chargeKey);
  if (keys.size > 0) open.set(stream, keys);
  else open.delete(stream);
}

function inQuestion(session: Session, of: { readonly key: string; readonly accountId: string }): readonly Unresolved[] {
  const place = { sessionKey: of.key, accountId: of.accountId };
  const charges = session.attempts.flatMap((attempt) =>
    attempt.charges.filter((charge) => waits(attempt, charge)).map((charge) => ({ attempt, charge })),
  );
  return [
    ...charges.map(({ attempt, charge: { key, processorKey, amountAtom, currency, ...charge } }) => ({
      ...{ kind: 'charge' as const, key, attemptKey: attempt.key, ...place, processorKey, amountAtom, currency },
      since: inQuestionSince({ key, processorKey, amountAtom, currency, ...charge }),
    })),
    ...session.refunds.filter(isPending).map(({ key, processorKey, amountAtom, currency, requestedAt }) => ({
      ...{ kind: 'refund' as const, key, attemptKey: null, ...place, processorKey, amountAtom, currency },
      since: requestedAt + RECOVERY_DELAY_MS,
    })),
    ...owedRefunds(session).map(({ charge: { key, processorKey, amountAtom, currency }, since }) => ({
      ...{ kind: 'owed' as const, key, attemptKey: null, ...place, processorKey, amountAtom, currency },
      since,
    })),
  ];
}

/** A buyer who is at his bank has his own time, and so has a challenge that was put aside while its attempt runs. */
const waits = (attempt: Attempt, charge: Charge): boolean => (isOver(attempt) ? isOpenStill(charge) : isUnsettled(charge));
