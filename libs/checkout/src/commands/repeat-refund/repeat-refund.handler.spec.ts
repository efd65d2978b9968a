// A refused late refund is asked for once more, under an id of its own, by however many timers; and a hopeless one is left to a person.
import {
  type CommandContext, derivedCommandId, Executor, fold, Ids, Keyring, SilentLog, StateCache, StreamReader, streamName,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { FakeClock, InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import type { Refunds } from '../refunds';
import { checkoutSession } from '../checkout-session.decider';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import { attemptStarted, chargeRequested, NOW, sessionCreated } from '../../testing/session-fixtures';
import { RepeatRefundCommand, RepeatRefundHandler } from './repeat-refund.handler';

const KEY = 'S'.repeat(20);
const STREAM = streamName(checkoutSession.category, KEY);
const contextOf = (cause: string): CommandContext => {
  const commandId = derivedCommandId(cause, 'test');
  return {
    commandId, requestHash: cause, requestId: null, accountId: 'acc_dev_1', actor: { kind: 'system', id: 'test' }, correlationId: commandId,
    causationId: commandId, net: null, reason: null,
  }; // prettier-ignore
};

const refused = (times: number): readonly CheckoutSessionEvent[] =>
  Array.from({ length: times }, (_, index): readonly CheckoutSessionEvent[] => [
    {
      type: 'RefundRequested',
      data: {
        refundKey: `refund-${index}`, chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 2_000, currency: 'usd', reason: 'duplicate',
        metadata: {}, isOutOfBand: false, requestedAt: NOW,
      }, // prettier-ignore
    },
    {
      type: 'RefundResolved',
      data: { refundKey: `refund-${index}`, result: 'failed', by: 'answer', reference: null, code: null, message: null, at: NOW },
    },
  ]).flat();

async function sessionRefused(times: number) {
  const store = new InMemoryEventStore();
  const clock = new FakeClock(NOW + 1);
  const processOfItsOwn = () => {
    const reader = new StreamReader(store, new StateCache(10));
    const executor = new Executor({ store, reader, clock, log: new SilentLog() });
    const begun: string[] = [];
    const begin: Refunds['begin'] = (events, session) => {
      begun.push(...events.map(({ type }) => type));
      return Promise.resolve(session);
    };
    const ids = new Ids('dev', new Keyring(Buffer.alloc(32, 1)));
    const handler = new RepeatRefundHandler(executor, reader, { begin } as Partial<Refunds> as Refunds, ids, clock);
    return { executor, begun, repeat: (cause: string) => handler.execute(new RepeatRefundCommand(contextOf(cause), KEY, 'charge-1')) };
  };
  const events: readonly CheckoutSessionEvent[] = [
    sessionCreated(),
    attemptStarted(),
    chargeRequested(),
    { type: 'AttemptFailed', data: { attemptKey: 'attempt-1', reason: 'declined', code: null, messageId: 'card-declined', at: NOW } },
    {
      type: 'ChargeResolved',
      data: {
        attemptKey: 'attempt-1', chargeKey: 'charge-1', result: 'approved', by: 'inquiry', reference: 'ch_1', code: null, savedCard: null, at: NOW,
      }, // prettier-ignore
    },
    ...refused(times),
  ];
  const asGiven = { ...checkoutSession, decide: () => ({ accepted: events }) };
  await processOfItsOwn().executor.run(asGiven, { key: KEY, context: contextOf('given') }, {});
  const requested = async () => {
    const state = fold(checkoutSession, (await store.read(STREAM)) as never[]);
    return state.status === 'absent' ? [] : state.refunds.slice(times);
  };
  return { processOfItsOwn, requested };
}

describe('a refused late refund', () => {
  it('is asked for once by two timers at once, whole and for the same reason', async () => {
    const { processOfItsOwn, requested } = await sessionRefused(2);
    const [one, other] = [processOfItsOwn(), processOfItsOwn()];
    expect(await Promise.all([one.repeat('a'), other.repeat('b')])).toEqual(['settled', 'settled']);
    expect(await requested()).toMatchObject([{ amountAtom: 2_000, reason: 'duplicate', chargeKey: 'charge-1', resolved: null }]);
    expect([...one.begun, ...other.begun]).toEqual(['RefundRequested']);
  });

  it('is left to a person where asking has come to nothing for days', async () => {
    const { processOfItsOwn, requested } = await sessionRefused(8);
    expect(await processOfItsOwn().repeat('a')).toBe('unclear');
    expect(await requested()).toEqual([]);
  });
});
