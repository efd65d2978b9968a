import { Readable } from 'node:stream';
import type { EventStore } from '@tillstream/event-sourcing';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import { approved, attemptStarted, chargeRequested, NOW, paid, requiresAction, sessionCreated } from '../testing/session-fixtures';
import { unresolvedCharges } from './unresolved-charges';

const LATER = NOW + 3_600_000;
const unknown = approved({ outcome: 'unknown', at: NOW + 5 });

const metadata = {
  v: 1, accountId: 'acc', at: NOW, actor: { kind: 'system', id: null }, commandId: '', requestHash: '', requestId: null, $correlationId: '', $causationId: '',
  net: null, reason: null, prevHash: null, hash: '',
} as const; // prettier-ignore

/** One stream for each story. */
async function foundIn(...stories: readonly (readonly CheckoutSessionEvent[])[]) {
  const streams = stories.map((events, index) => {
    const stream = `checkoutSession-${index}`;
    return events.map((event, revision) => ({ ...event, id: '', stream, revision, position: BigInt(revision), metadata }));
  });
  const store: Partial<EventStore> = {
    readAll: () => Readable.from(streams.flat()),
    read: (stream) => Promise.resolve(streams.flat().filter((event) => event.stream === stream)),
  };
  return (await unresolvedCharges({ store: store as EventStore, now: LATER })).map(({ kind, key, since }) => [kind, key, since]);
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
    const asked: CheckoutSessionEvent = {
      type: 'RefundRequested',
      data: { refundKey: 'refund-1', chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 2_000, currency: 'usd', reason: 'duplicate', metadata: {}, isOutOfBand: false, requestedAt: NOW },
    }; // prettier-ignore
    const refused: CheckoutSessionEvent = {
      type: 'RefundResolved',
      data: { refundKey: 'refund-1', result: 'failed', by: 'answer', reference: null, code: null, message: null, at: NOW + 7 },
    };
    const paidForNothing = [sessionCreated(), attemptStarted(), chargeRequested(), approved()];
    expect(await foundIn([...paid(), asked, refused], [...paidForNothing, asked, refused])).toEqual([['owed', 'charge-1', NOW + 7]]);
  });
});
