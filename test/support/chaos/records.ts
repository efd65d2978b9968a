// What the stores and the processors hold, read directly: every event of sessions and of coupons' uses, and every processor's ledger.
import { type RecordedEvent, SilentLog, Upcasting } from '@tillstream/event-sourcing';
import { EventStoreDb } from '@tillstream/event-store-db';
import type { Stack } from '../stack';
import type { LedgerCharge, StoredEvent } from './agreement';

export async function ledgerOf({ sandboxUrl }: Stack): Promise<readonly LedgerCharge[]> {
  const answer = await fetch(`${sandboxUrl}/_control/ledger`);
  return ((await answer.json()) as { readonly charges: readonly LedgerCharge[] }).charges;
}

/** By stream. */
export async function storedEventsOf(stack: Stack): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
  const store = new EventStoreDb({ url: stack.eventStoreUrl, upcasting: new Upcasting([]), log: new SilentLog() });
  try {
    const events: StoredEvent[] = [];
    for await (const event of store.readAll(['checkoutSession-', 'couponSlots-'])) events.push(plain(event));
    return Map.groupBy(events, ({ stream }) => stream);
  } finally {
    await store.close();
  }
}

const plain = ({ stream, type, data, metadata }: RecordedEvent): StoredEvent => ({
  stream,
  type,
  data: data as StoredEvent['data'],
  at: metadata.at,
});
