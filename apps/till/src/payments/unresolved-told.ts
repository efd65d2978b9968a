// What nobody has settled, as `till payments unresolved` tells it: for machines with the names of the API, for people in three lines.
import { type LastTry, nextInquiry, type Unresolved } from '@tillstream/checkout';
import { type Ids, type Instant, isoTime } from '@tillstream/event-sourcing';
import { duration } from '../terminal/duration';
import type { NamedProcessor } from './processor-named';

export interface Told {
  readonly found: Unresolved;
  readonly processor: NamedProcessor;
  /** Null: nobody has asked yet, or nobody remembers. */
  readonly lastTry: LastTry | null;
  readonly now: Instant;
}

const WHAT: Readonly<Record<Unresolved['kind'], string>> = {
  charge: 'nobody knows what became of this charge',
  refund: 'nobody knows what became of this refund',
  owed: 'taken for nothing, and the refund is refused',
};

export function described({ found, processor, lastTry, now }: Told, ids: Pick<Ids, 'format'>) {
  const { kind, key, attemptKey, sessionKey, since, refusal } = found;
  const last = refusal ? { at: refusal.at, said: refusalSaid(refusal) } : lastTry;
  const nextAt = refusal ? refusal.againAt : nextInquiry(since, lastTry?.at ?? now);
  return {
    kind,
    id: ids.format(kind === 'refund' ? 're' : 'pa', key),
    attempt_id: attemptKey === null ? null : ids.format('ca', attemptKey),
    checkout_session_id: ids.format('cs', sessionKey),
    account_id: found.accountId,
    processor_id: processor.id,
    processor_name: processor.name,
    reference: found.reference,
    amount_atom: found.amountAtom,
    currency: found.currency,
    since: isoTime(since),
    for_ms: now - since,
    refusals: refusal?.refusals ?? null,
    last_try: last && { at: isoTime(last.at), said: last.said },
    next_try_at: nextAt === null ? null : isoTime(nextAt),
  };
}

export type Described = ReturnType<typeof described>;

export function linesOf(one: Described, now: Instant): readonly string[] {
  const { kind, id, amount_atom: amount, currency, since, reference, checkout_session_id: session, account_id: account } = one;
  const there = reference === null ? 'which never told its name for it' : `there ${reference}`;
  return [
    `${id}  ${amount} ${currency}  for ${duration(one.for_ms)}, since ${since}: ${WHAT[kind]}`,
    `  at ${one.processor_name} (${one.processor_id}), ${there}; ${session} of ${account}`,
    `  ${lastSaid(one, now)}; ${nextSaid(one, now)}`,
  ];
}

function lastSaid({ last_try: last, refusals }: Described, now: Instant): string {
  const times = refusals === null ? '' : ` (${refusals} ×)`;
  return last ? `asked ${duration(now - Date.parse(last.at))} ago${times}: ${last.said}` : 'nobody remembers when it was asked about last';
}

function nextSaid({ next_try_at: at }: Described, now: Instant): string {
  if (at === null) return 'it is not asked for again by itself: only a person can help';
  const inMs = Date.parse(at) - now;
  if (inMs > 0) return `asked again in ${duration(inMs)}`;
  return inMs > -MOST_LATE_MS ? 'asked again now' : `should have been asked ${duration(-inMs)} ago: does a worker run?`;
}

/** A timer may be as late as a process that takes over, and as the call that is under way. */
const MOST_LATE_MS = 60_000;

const refusalSaid = ({ code, message }: NonNullable<Unresolved['refusal']>): string =>
  ['refused', code, message].filter((part) => part !== null).join(': ');
