// What a settlement needs is there also while the store does not answer: an outcome must not go unwritten for the sake of a setting.
import { Fault, Facts, fold, Ids, Keyring, type Resource, StateCache, StreamReader } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { approved, attemptStarted, chargeRequested, NOW, sessionCreated, spring } from '../testing/session-fixtures';
import { checkoutSession } from './checkout-session.decider';
import type { LateSlots } from './late-slots';
import { Settlements } from './settlements';

const session = {
  key: 'S'.repeat(20),
  accountId: `acc_dev_${'A'.repeat(20)}`,
  state: { status: 'absent' },
} as Resource<CheckoutSessionState>;
const slots = { regain: () => Promise.resolve(false) } as Partial<LateSlots> as LateSlots;

const settlements = (fault: unknown, late: Partial<LateSlots> = slots): Settlements => {
  const store = new InMemoryEventStore();
  jest.spyOn(store, 'read').mockRejectedValue(fault);
  const facts = new Facts(new StreamReader(store, new StateCache(10)), new FakeClock(0));
  return new Settlements(facts, new Ids('dev', new Keyring(Buffer.alloc(32, 1))), late as LateSlots);
};

describe('settlements', () => {
  it('do not wait for a store that does not answer', async () => {
    const gathered = settlements(new Fault('unavailable', 'down')).gather(session, { chargeKey: 'charge-1', isApproved: true });
    expect(await gathered).toMatchObject({ latePayment: 'complete', subscriptionKeys: [] });
  });

  it('do not hide a bug', async () => {
    const gathered = settlements(new TypeError('a bug')).gather(session, { chargeKey: 'charge-1', isApproved: true });
    await expect(gathered).rejects.toThrow('a bug');
  });
});

describe('a slot that was regained for money', () => {
  const created = sessionCreated(undefined, { promotion: spring() });
  const limited = { couponKey: 'coupon', promotionCodeKey: 'spring', reserves: true };
  const failed: CheckoutSessionEvent = {
    type: 'AttemptFailed',
    data: { attemptKey: 'attempt-1', reason: 'not-charged', code: null, messageId: 'not-charged', at: NOW },
  };
  const completed: CheckoutSessionEvent = {
    type: 'SessionCompleted',
    data: {
      how: 'paid_late', tier: 0, attemptKey: 'attempt-1', chargeKey: 'charge-1', customerKey: 'ada', subscriptionKeys: [], amounts: created.data.amounts, at: NOW,
    },
  }; // prettier-ignore

  async function givenBack(holdsSlot: boolean, ...end: readonly CheckoutSessionEvent[]): Promise<readonly string[]> {
    const released: string[] = [];
    const late: Partial<LateSlots> = { giveBack: (_session, attempt) => Promise.resolve(void released.push(attempt.key)) };
    const state = fold(checkoutSession, [created, attemptStarted({ promotion: limited }), chargeRequested(), failed, approved(), ...end]);
    const after = { ...session, state } as Resource<CheckoutSessionState>;
    await settlements(null, late).finish(after, { chargeKey: 'charge-1', holdsSlot });
    return released;
  }

  it('goes back when somebody else has sent the money back meanwhile', async () => expect(await givenBack(true)).toEqual(['attempt-1']));
  it('stays with the success that needs it', async () => expect(await givenBack(true, completed)).toEqual([]));
  it('is nobody’s concern where it was not regained', async () => expect(await givenBack(false)).toEqual([]));
});
