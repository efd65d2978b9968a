// A refund that nobody answered for is asked for again only where a repeat cannot be taken for a second refund.
import { Executor, fold, Ids, Keyring, type Resource, SilentLog, StateCache, StreamReader } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import type { ProcessorAdapter, ProcessorAdapters, RefundAnswer, RefundInquiryAnswer } from '@tillstream/payments';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import type { LastTries } from '../last-tries';
import { approved, attemptStarted, chargeRequested, NOW, sessionCreated } from '../testing/session-fixtures';
import { checkoutSession } from './checkout-session.decider';
import { Refunds } from './refunds';

const HOUR = 3_600_000;
const ids = new Ids('dev', new Keyring(Buffer.alloc(32, 1)));
const CHARGE = ids.derivedKey('charge');
const refundKey = ids.derivedKey('refund');
const pending = fold(checkoutSession, [
  sessionCreated(),
  attemptStarted(),
  chargeRequested({ chargeKey: CHARGE }),
  approved({ chargeKey: CHARGE }),
  {
    type: 'RefundRequested',
    data: {
      refundKey, chargeKey: CHARGE, processorKey: 'alpha', amountAtom: 2_000, currency: 'usd', reason: 'duplicate', metadata: {}, isOutOfBand: false, requestedAt: NOW,
    },
  },
]); // prettier-ignore

async function settled(keyWindowMs: number, found: RefundInquiryAnswer, isRepeat = true) {
  const clock = new FakeClock(NOW + 48 * HOUR);
  const store = new InMemoryEventStore();
  const reader = new StreamReader(store, new StateCache(10));
  jest.spyOn(reader, 'current').mockResolvedValue({ state: { status: 'present', fields: {} } } as never);
  const refund = jest.fn(() => Promise.resolve<RefundAnswer>({ kind: 'no-answer', message: 'nobody answered' }));
  const inquireRefund = jest.fn(() => Promise.resolve(found));
  const abilities = { inquiry: 'byMerchantReference', canClose: true, keyWindowMs, maxLatenessMs: HOUR } as const;
  const adapters: ProcessorAdapters = {
    for: () => ({ abilities, refund, inquireRefund }) as Partial<ProcessorAdapter> as ProcessorAdapter,
  };
  const tries = { note: () => undefined } as Partial<LastTries> as LastTries;
  const refunds = new Refunds(new Executor({ store, reader, clock, log: new SilentLog() }), reader, adapters, ids, clock, tries);
  const session = { key: 'S'.repeat(20), accountId: 'acc_dev_1', state: pending } as Resource<CheckoutSessionState>;
  const settled = await refunds.settle(session, refundKey, { context: {} as never, isRepeat });
  return { settled, asked: inquireRefund.mock.calls.length, requested: refund.mock.calls.length };
}

const neverSeen = { kind: 'never-seen' } as const;

describe('a refund that its processor has never seen', () => {
  it('is asked for again under its own id where that is recognised', async () =>
    expect(await settled(24 * HOUR, neverSeen)).toEqual({ settled: 'unclear', asked: 1, requested: 1 }));

  it('is only asked about where the id may be forgotten while the first request is on its way', async () =>
    expect(await settled(HOUR, neverSeen)).toEqual({ settled: 'unclear', asked: 1, requested: 0 }));

  it('is asked for the first time everywhere', async () =>
    expect(await settled(HOUR, neverSeen, false)).toEqual({ settled: 'unclear', asked: 0, requested: 1 }));
});

it('a refund that its processor knows is not asked for again', async () => {
  const known = { kind: 'pending', reference: 're_1' } as const;
  expect(await settled(24 * HOUR, known)).toEqual({ settled: 'unclear', asked: 1, requested: 0 });
});
