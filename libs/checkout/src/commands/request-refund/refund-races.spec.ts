// Twenty refunds at once, from processes that know nothing of one another: together they never give back more than was taken.
import {
  type CommandContext,
  derivedCommandId,
  Executor,
  fold,
  SilentLog,
  StateCache,
  StreamReader,
  streamName,
} from '@tillstream/event-sourcing';
import { FakeClock, InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import type { RequestRefund } from '../../core/refund.commands';
import { NOW, paid } from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const KEY = 'S'.repeat(20);
const STREAM = streamName(checkoutSession.category, KEY);

const contextOf = (cause: string): CommandContext => {
  const commandId = derivedCommandId(cause, 'test');
  return {
    commandId, requestHash: cause, requestId: null, accountId: 'acc_dev_1', actor: { kind: 'system', id: 'test' }, correlationId: commandId,
    causationId: commandId, net: null, reason: null,
  }; // prettier-ignore
};

/** A process of its own: with its own cache. */
const executorOver = (store: InMemoryEventStore): Executor =>
  new Executor({ store, reader: new StreamReader(store, new StateCache(10)), clock: new FakeClock(NOW), log: new SilentLog() });

async function paidSession(): Promise<InMemoryEventStore> {
  const store = new InMemoryEventStore();
  const asGiven = { ...checkoutSession, decide: () => ({ accepted: paid() }) };
  await executorOver(store).run(asGiven, { key: KEY, context: contextOf('pay') }, {});
  return store;
}

describe('refunds at once', () => {
  it.each([
    { amountAtom: 300, fitting: 6, sum: 1_800 },
    { amountAtom: 2_000, fitting: 1, sum: 2_000 },
    { amountAtom: null, fitting: 1, sum: 2_000 },
  ])('twenty of $amountAtom of 2,000: $fitting fit', async ({ amountAtom, fitting, sum }) => {
    const store = await paidSession();
    const outcomes = Array.from({ length: 20 }, (_, index) => {
      const command: RequestRefund = {
        type: 'RequestRefund', now: NOW, refundKey: `refund-${index}`, chargeKey: 'charge-1', amountAtom, currency: null, reason: null, metadata: {},
        isOutOfBand: false,
      }; // prettier-ignore
      return executorOver(store).run(checkoutSession, { key: KEY, context: contextOf(`refund ${index}`) }, command);
    });
    const kinds = (await Promise.all(outcomes)).map((outcome) => outcome.kind);
    expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(fitting);
    const state = fold(checkoutSession, (await store.read(STREAM)) as never[]);
    const requested = state.status === 'absent' ? [] : state.refunds;
    expect(requested.reduce((total, refund) => total + refund.amountAtom, 0)).toBe(sum);
  });
});
