// Whose charge it is, asked while the views are behind, emptied, or being made.
import type { Query, QueryBus } from '@nestjs/cqrs';
import {
  Executor,
  Fault,
  type Position,
  ResourceReads,
  SilentLog,
  StateCache,
  StreamReader,
  ViewsRebuilding,
} from '@tillstream/event-sourcing';
import { FakeClock, InMemoryEventStore, InMemoryViewStore } from '@tillstream/event-sourcing/in-memory';
import { contextFor } from '@tillstream/event-sourcing/testing';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import { attemptStarted, chargeRequested, NOW, sessionCreated } from '../../testing/session-fixtures';
import { type FindSessionOfQuery, FindSessionOfHandler } from '../../views/session-parts.query';
import { checkoutSession } from '../checkout-session.decider';
import { SessionsOfParts } from './sessions-of-parts';

const KEY = 'S'.repeat(20);
const { accountId } = contextFor('any');
const charge = { accountId, part: 'charge', key: 'charge-1' } as const;
const refund = { accountId, part: 'refund', key: 'refund-1' } as const;
const refunded: CheckoutSessionEvent = {
  type: 'RefundRequested',
  data: { refundKey: 'refund-1', chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 5, currency: 'usd', reason: null, metadata: {}, isOutOfBand: false, requestedAt: NOW },
}; // prettier-ignore

/** Views in which something happens while they are looked at. */
class ChangingViews extends InMemoryViewStore {
  whileLooking: () => unknown = () => undefined;

  override async get(account: string, category: string, key: string) {
    const found = await super.get(account, category, key);
    await this.whileLooking();
    return found;
  }
}

/** A session that no view knows. */
async function world() {
  const clock = new FakeClock(NOW);
  const store = new InMemoryEventStore();
  const views = new ChangingViews(clock);
  const reader = new StreamReader(store, new StateCache(1));
  const executor = new Executor({ store, reader, clock, log: new SilentLog() });
  const asGiven = (events: readonly CheckoutSessionEvent[]) => ({ ...checkoutSession, decide: () => ({ accepted: events }) });
  const events = [sessionCreated(), attemptStarted(), chargeRequested(), refunded];
  await executor.run(asGiven(events), { key: KEY, context: contextFor('pay') }, {});
  const found = new FindSessionOfHandler(new ResourceReads(views, reader));
  const queries: Pick<QueryBus, 'execute'> = {
    execute: <T>(query: Query<T>) => found.execute(query as Query<T> & FindSessionOfQuery) as Promise<T>,
  };
  const sessions = new SessionsOfParts(queries as QueryBus, views, store, reader);
  const reach = async (position: Position | null, generation = 'g') =>
    views.moveCheckpoint(await views.checkpoint(), { generation, position, complete: true });
  return { store, views, sessions, reach };
}

describe('the session that holds a charge or a refund', () => {
  it('is found in the events that the views have not reached', async () => {
    const { sessions, reach } = await world();
    await reach(null);
    expect([(await sessions.holding(charge))?.key, (await sessions.holding(refund))?.key]).toEqual([KEY, KEY]);
  });

  it('is nobody’s for another account, under another key, or where the views have come past it', async () => {
    const { sessions, reach, store } = await world();
    await reach(null);
    expect(await sessions.holding({ ...charge, accountId: 'acc_dev_2' })).toBeNull();
    expect(await sessions.holding({ ...charge, key: 'charge-2' })).toBeNull();
    await reach(await store.head());
    expect(await sessions.holding(charge)).toBeNull();
  });

  it('is found when the views come past it and are looked at a moment too early', async () => {
    const { sessions, reach, store, views } = await world();
    await reach(null);
    views.whileLooking = async () => reach(await store.head());
    expect((await sessions.holding(charge))?.key).toBe(KEY);
  });

  it('cannot be told while the views are being made, or when they were emptied around the look', async () => {
    const { sessions, reach, store, views } = await world();
    await expect(sessions.holding(charge)).rejects.toThrow(ViewsRebuilding);
    views.whileLooking = async () => reach(await store.head());
    await expect(sessions.holding(charge)).rejects.toThrow(ViewsRebuilding);
    views.whileLooking = async () => {
      views.wipe();
      await reach(await store.head(), 'made anew');
    };
    await expect(sessions.holding(charge)).rejects.toThrow(ViewsRebuilding);
  });

  it('cannot be told while the views are further behind than anybody reads', async () => {
    const { sessions, reach, store } = await world();
    await reach(null);
    const [first] = store.events;
    store.readAll = async function* () {
      await Promise.resolve();
      for (let count = 0; count <= 20_000; count++) if (first) yield first;
    };
    await expect(sessions.holding(charge)).rejects.toThrow(Fault);
  });
});
