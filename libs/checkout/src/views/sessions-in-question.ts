// In which sessions something may wait to be settled: by their timers, the index of owed refunds, and whatever the views have not reached; by all
// events where the views cannot say. May name too many, never too few.
import { account, INSTALLATION } from '@tillstream/accounts';
import {
  type EventStore, type Ids, type Instant, isFault, keyOf, type Position, type RecordedEvent, streamName, type ViewStore, wholeList,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { checkoutSession } from '../commands/checkout-session.decider';
import type { CheckoutSessionEvent, TierAttempted } from '../core/checkout-session.events';
import type { RefundResolved } from '../core/refund.events';
import { sessionIndex } from './checkout-session.view';

/** What can be looked at; without views the events alone are. */
export interface InQuestionAt {
  readonly store: EventStore;
  readonly views: { readonly store: ViewStore; readonly ids: Pick<Ids, 'format'> } | null;
  readonly now: Instant;
}

type Views = NonNullable<InQuestionAt['views']>;
type Streams = ReadonlySet<string>;

const PREFIX = `${checkoutSession.category}-`;
/** Timers that have rung and whose sessions are as they were: with more of them than this the events are quicker. */
const MOST_DUE = 50_000;
const SETTLING: readonly TierAttempted['outcome'][] = ['approved', 'declined', 'not_sent'];

/** Their keys. */
export async function sessionsInQuestion({ store, views, now }: InQuestionAt): Promise<readonly string[]> {
  const streams = views && (await byViews(store, views, now).catch(unlessSilent));
  return [...(streams ?? (await byAllEvents(store)))].map(keyOf);
}

/** Null: the views cannot say. */
async function byViews(store: EventStore, views: Views, now: Instant): Promise<Streams | null> {
  const before = await views.store.checkpoint(); // before the look: what was written up to it is seen by then
  if (!before?.complete || before.position === null) return null;
  const due = await views.store.due(now, MOST_DUE);
  if (due.length === MOST_DUE) return null;
  const owed = await withOwedRefunds(views);
  const after = await views.store.checkpoint();
  if (after?.generation !== before.generation) return null; // emptied around the look
  const rung = due.map(({ stream }) => stream).filter((stream) => stream.startsWith(PREFIX));
  return new Set([...rung, ...owed, ...(await changedSince(store, before.position))]);
}

/** A store of views that does not answer takes nothing away. */
function unlessSilent(error: unknown): null {
  if (!isFault(error)) throw error;
  return null;
}

async function withOwedRefunds({ store, ids }: Views): Promise<readonly string[]> {
  const streams: string[] = [];
  for await (const { key } of wholeList(store, { accountId: INSTALLATION, category: account.category, index: 'all' })) {
    const owed = { accountId: ids.format('acc', key), category: checkoutSession.category, index: sessionIndex.owed };
    for await (const session of wholeList(store, owed)) streams.push(streamName(checkoutSession.category, session.key));
  }
  return streams;
}

async function changedSince(store: EventStore, position: Position): Promise<Streams> {
  const streams = new Set<string>();
  for await (const { stream } of store.readAll([PREFIX], position)) streams.add(stream);
  return streams;
}

async function byAllEvents(store: EventStore): Promise<Streams> {
  const open = new Map<string, Set<string>>();
  for await (const event of store.readAll([PREFIX])) note(open, event as RecordedEvent<CheckoutSessionEvent>);
  return new Set(open.keys());
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
