// What a settlement needs is there also while the store does not answer: an outcome must not go unwritten for the sake of a setting.
import { Fault, Facts, Ids, Keyring, type Resource, StateCache, StreamReader } from '@tillstream/event-sourcing';
import { FakeClock, InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import type { LateSlots } from './late-slots';
import { Settlements } from './settlements';

const session = {
  key: 'S'.repeat(20),
  accountId: `acc_dev_${'A'.repeat(20)}`,
  state: { status: 'absent' },
} as Resource<CheckoutSessionState>;
const slots = { regain: () => Promise.resolve(false) } as Partial<LateSlots> as LateSlots;

const settlements = (fault: unknown): Settlements => {
  const store = new InMemoryEventStore();
  jest.spyOn(store, 'read').mockRejectedValue(fault);
  const facts = new Facts(new StreamReader(store, new StateCache(10)), new FakeClock(0));
  return new Settlements(facts, new Ids('dev', new Keyring(Buffer.alloc(32, 1))), slots);
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
