import { INSTALLATION } from '@tillstream/accounts';
import {
  type EventStore, Executor, Fault, foldStream, Projector, type RecordedEvent, SilentLog, StateCache, StreamReader, ViewCatalog,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { FakeClock, InMemoryEventStore, InMemoryViewStore } from '@tillstream/event-sourcing/in-memory';
import { contextFor } from '@tillstream/event-sourcing/testing';
import { checkoutSession } from '../commands/checkout-session.decider';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import { approved, attemptStarted, chargeRequested, NOW, paid, requiresAction, sessionCreated } from '../testing/session-fixtures';
import { checkoutSessionView } from './checkout-session.view';
import { unresolvedCharges } from './unresolved-charges';

const LATER = NOW + 3_600_000;
const unknown = approved({ outcome: 'unknown', at: NOW + 5 });

const { accountId } = contextFor('any');
const ids = { format: () => accountId };

/** One stream for each story. */
async function storeOf(stories: readonly (readonly CheckoutSessionEvent[])[]) {
  const store = new InMemoryEventStore();
  const reader = new StreamReader(store, new StateCache(1));
  const executor = new Executor({ store, reader, clock: new FakeClock(NOW), log: new SilentLog() });
  for (const [index, events] of stories.entries()) {
    for (const [step, event] of events.entries()) {
      const asGiven = { ...checkoutSession, decide: () => ({ accepted: [event] }) };
      await executor.run(asGiven, { key: String(index), context: contextFor(`${index}/${step}`) }, {});
    }
  }
  return store;
}

/** Views that have come as far as this event of all; null: not begun. */
async function viewsUntil(store: InMemoryEventStore, last: RecordedEvent | null) {
  const views = new InMemoryViewStore(new FakeClock(LATER));
  const acc = { key: 'acc', category: 'account', accountId: INSTALLATION, revision: 0, createdAt: 0, updatedAt: 0, state: {} };
  await views.write([{ ...acc, contributions: { indexes: { all: 0 }, counters: {}, due: null } }]);
  if (!last) return { views };
  const projector = new Projector(new ViewCatalog([checkoutSessionView]), store, views);
  const known = store.events.filter(({ position }) => position <= last.position);
  for (const [stream, events] of Map.groupBy(known, (event) => event.stream))
    await projector.write(foldStream(checkoutSession, stream, events as never[]));
  await views.moveCheckpoint(null, { generation: 'g', position: last.position, complete: true });
  return { views };
}

const told = async (store: EventStore, views: InMemoryViewStore | null) =>
  (await unresolvedCharges({ store, views: views && { store: views, ids }, now: LATER })).map(({ kind, key, since }) => [kind, key, since]);

/** The same by the events alone, and by views that have come any part of the way. */
async function foundIn(...stories: readonly (readonly CheckoutSessionEvent[])[]) {
  const store = await storeOf(stories);
  const found = await told(store, null);
  for (const last of [null, ...store.events]) expect(await told(store, (await viewsUntil(store, last)).views)).toEqual(found);
  return found;
}

describe('what nobody has settled', () => {
  it('is a charge without an outcome, and one whose outcome is unknown', async () =>
    expect(
      await foundIn(
        [sessionCreated(), attemptStarted(), chargeRequested(), unknown],
        [sessionCreated(), attemptStarted(), chargeRequested({ chargeKey: 'charge-2' })],
      ),
    ).toEqual([
      ['charge', 'charge-1', NOW + 5],
      ['charge', 'charge-2', expect.any(Number)],
    ]));

  it('is no charge that was answered, settled, or asked for just now', async () => {
    const resolved: CheckoutSessionEvent = {
      type: 'ChargeResolved',
      data: { attemptKey: 'attempt-1', chargeKey: 'charge-1', result: 'not_charged', by: 'hand', reference: null, code: null, savedCard: null, at: NOW },
    }; // prettier-ignore
    const begun = [sessionCreated(), attemptStarted(), chargeRequested({ requestedAt: LATER })];
    expect(await foundIn(paid(), [sessionCreated(), attemptStarted(), chargeRequested(), unknown, resolved], begun)).toEqual([]);
  });

  it('is no challenge that was put aside while its attempt runs: the charge that the attempt waits for is the one', async () => {
    const aside = [sessionCreated(), attemptStarted(), chargeRequested(), requiresAction()];
    const other = { chargeKey: 'charge-2', processorKey: 'beta' };
    expect(await foundIn([...aside, chargeRequested(other), approved({ ...other, outcome: 'unknown', at: NOW + 9 })])).toEqual([
      ['charge', 'charge-2', NOW + 9],
    ]);
    const failed = { attemptKey: 'attempt-1', reason: 'declined', code: null, messageId: 'card-declined', at: NOW + 9 } as const;
    expect(await foundIn([...aside, { type: 'AttemptFailed', data: failed }])).toEqual([['charge', 'charge-1', NOW + 5]]);
  });

  it('is a refund that nobody has answered for', async () => {
    const asked: CheckoutSessionEvent = {
      type: 'RefundRequested',
      data: { refundKey: 'refund-1', chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 5, currency: 'usd', reason: null, metadata: {}, isOutOfBand: false, requestedAt: NOW },
    }; // prettier-ignore
    expect(await foundIn([...paid(), asked])).toEqual([['refund', 'refund-1', expect.any(Number)]]);
  });

  it('is money that completed nothing and whose way back was refused; not what a merchant wanted to give back', async () => {
    const asked: Extract<CheckoutSessionEvent, { type: 'RefundRequested' }> = {
      type: 'RefundRequested',
      data: { refundKey: 'refund-1', chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 2_000, currency: 'usd', reason: 'duplicate', metadata: {}, isOutOfBand: false, requestedAt: NOW },
    }; // prettier-ignore
    const refused: Extract<CheckoutSessionEvent, { type: 'RefundResolved' }> = {
      type: 'RefundResolved',
      data: { refundKey: 'refund-1', result: 'failed', by: 'answer', reference: null, code: null, message: null, at: NOW + 7 },
    };
    const paidForNothing = [sessionCreated(), attemptStarted(), chargeRequested(), approved()];
    expect(await foundIn([...paid(), asked, refused], [...paidForNothing, asked, refused])).toEqual([['owed', 'charge-1', NOW + 7]]);
    const again = (refundKey: string): readonly CheckoutSessionEvent[] => [
      { ...asked, data: { ...asked.data, refundKey } },
      { ...refused, data: { ...refused.data, refundKey } },
    ];
    const expired: CheckoutSessionEvent = { type: 'SessionExpired', data: { reason: 'time', at: NOW } }; // no other timer is there
    const nextTryIsLater = [...paidForNothing, expired, asked, refused, ...again('refund-2'), ...again('refund-3')];
    expect(await foundIn(nextTryIsLater)).toEqual([['owed', 'charge-1', NOW + 7]]);
  });
});

describe('where it is looked for', () => {
  const stories = [paid(), paid(), [sessionCreated(), attemptStarted(), chargeRequested(), unknown]];

  it('is a few sessions where the views are whole, and all events where they are not, or do not answer', async () => {
    const store = await storeOf(stories);
    const { views } = await viewsUntil(store, store.events.at(-1) ?? null);
    const [pages, streams] = [jest.spyOn(store, 'readAll'), jest.spyOn(store, 'read')];
    const found = await told(store, views);
    expect([found.length, streams.mock.calls.map(([stream]) => stream)]).toEqual([1, ['checkoutSession-2']]);
    expect(pages.mock.calls.map(([, after]) => after)).toEqual([store.events.at(-1)?.position]);
    pages.mockClear();
    views.due = () => Promise.reject(new Fault('unavailable', 'no Redis'));
    expect([await told(store, views), pages.mock.calls.map(([, after]) => after)]).toEqual([found, [undefined]]);
  });

  it('is all events where the views were emptied around the look', async () => {
    const store = await storeOf(stories);
    const { views } = await viewsUntil(store, store.events.at(-1) ?? null);
    views.due = () => {
      views.wipe();
      return Promise.resolve([]);
    };
    expect(await told(store, views)).toHaveLength(1);
  });
});
