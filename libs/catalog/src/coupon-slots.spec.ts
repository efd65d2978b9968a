// Two processes with caches of their own over one store that loses requests and answers: exactly the limit, and nothing lost.
import { type CommandContext, Executor, Fault, SilentLog, StateCache, StreamReader, verifyChain } from '@tillstream/event-sourcing';
import { InMemoryEventStore, type StoreInterceptor } from '@tillstream/event-sourcing/in-memory';
import { contextFor, SkippingClock } from '@tillstream/event-sourcing/testing';
import type { SlotAnswer } from './commands/coupon-slots.group';
import { CouponSlots } from './coupon-slots';
import { couponSlots, slotOf } from './core/coupon-slots.state';

const LIMIT = 300;
const BUYERS = 1_000;
const code = 'c'.repeat(20);

const processOf = (store: InMemoryEventStore, clock: SkippingClock) => {
  const reader = new StreamReader(store, new StateCache(100));
  const executor = new Executor({ store, reader, clock, log: new SilentLog(), budgetMs: 600_000 });
  return { slots: new CouponSlots(executor, clock), reader };
};

const world = (interceptor: StoreInterceptor = {}) => {
  const store = new InMemoryEventStore({ maxAppendBytes: 256 * 1024, interceptor });
  const clock = new SkippingClock();
  const processes = [processOf(store, clock), processOf(store, clock)] as const;
  const of = (name: string, changes: Partial<CommandContext> = {}) => ({ couponKey: 'A', context: contextFor(name, changes) });
  const reserve = (buyer: number, limit = LIMIT, process = buyer % 2) => {
    const wish = { slot: slotOf(`${buyer}`, 1), promotionCodeKey: code, limits: { coupon: limit, code: null } };
    return processes[process === 0 ? 0 : 1].slots.reserve(of(`buyer ${buyer}`), { ...wish, attemptStartedAt: clock.now() });
  };
  return { store, clock, processes, of, reserve };
};

/** Of every seven appends one never arrives, one answers nothing though it was done, and all take a while. */
function losing(): StoreInterceptor {
  let appends = 0;
  return {
    async before({ operation }) {
      for (let turn = 0; turn < (appends % 5) + 1; turn++) await Promise.resolve();
      if (operation === 'append' && ++appends % 7 === 3) throw new Fault('unavailable', 'the request was lost');
    },
    after({ operation }) {
      if (operation === 'append' && appends % 7 === 5) throw new Fault('unclear', 'the answer was lost');
    },
  };
}

const count = (answers: readonly SlotAnswer[], kind: SlotAnswer['kind']): number => answers.filter((each) => each.kind === kind).length;
const buyers = (howMany: number): readonly number[] => Array.from({ length: howMany }, (_, index) => index);

describe('a thousand buyers at once, on two processes', () => {
  it('get exactly as many slots as there are, whatever is lost', async () => {
    const { store, reserve, processes, of, clock } = world(losing());
    const answers = await Promise.all(buyers(BUYERS).map((buyer) => reserve(buyer)));
    expect(count(answers, 'accepted')).toBe(LIMIT);
    expect(answers.filter((each) => each.kind === 'rejected').every(({ reason }) => reason.code === 'promotion-exhausted')).toBe(true);

    // Each of those that hold one pays or fails; each release makes room for exactly one more.
    const holding = buyers(BUYERS).filter((buyer) => answers[buyer]?.kind === 'accepted');
    await Promise.all(
      holding.map((buyer) => {
        const { slots } = processes[buyer % 3 === 0 ? 0 : 1];
        const slot = slotOf(`${buyer}`, 1);
        return buyer % 4 === 0
          ? slots.release(of(`release ${buyer}`), { slot, attemptStartedAt: clock.now() })
          : slots.confirm(of(`confirm ${buyer}`), slot);
      }),
    );
    const freed = holding.filter((buyer) => buyer % 4 === 0).length;
    const second = await Promise.all(buyers(BUYERS).map((buyer) => reserve(BUYERS + buyer)));
    expect(count(second, 'accepted')).toBe(freed);

    const { state } = await processes[0].reader.current(couponSlots, 'A');
    expect(state.coupon).toEqual({ confirmed: LIMIT - freed, open: freed });
    expect(state.codes).toEqual({ [code]: state.coupon });
    expect(verifyChain(await store.read('couponSlots-A'))).toEqual([]);
  });

  it('need a few appends, not one each', async () => {
    let appends = 0;
    const { reserve } = world({ before: ({ operation }) => void (appends += operation === 'append' ? 1 : 0) });
    await Promise.all(buyers(BUYERS).map((buyer) => reserve(buyer, BUYERS)));
    expect(appends).toBeLessThan(100);
  });

  it('are told the truth one by one, and each event is theirs', async () => {
    const { store, reserve } = world();
    await Promise.all([0, 1, 2, 3].map((buyer) => reserve(buyer, 3, 0)));
    const events = await store.read('couponSlots-A');
    expect(events.map(({ metadata }) => metadata.commandId)).toEqual([0, 1, 2].map((buyer) => contextFor(`buyer ${buyer}`).commandId));
  });
});

describe('a command for a slot', () => {
  it('is answered as it was when it comes twice, also at once and on another process', async () => {
    const { store, reserve } = world();
    const answers = await Promise.all([reserve(1, 1, 0), reserve(1, 1, 0), reserve(1, 1, 1)]);
    expect(count(answers, 'accepted')).toBe(3);
    expect(await store.read('couponSlots-A')).toHaveLength(1);
    expect(await reserve(1, 1, 0)).toEqual({ kind: 'accepted', isNew: false });
  });

  it('fails with the group that it came into, and those after it run', async () => {
    const { store, reserve } = world();
    store.interceptor = { before: () => Promise.reject(new Fault('refused', 'no')) };
    const [first, second] = await Promise.allSettled([reserve(1, 9, 0), reserve(2, 9, 0)]);
    expect([first.status, second.status]).toEqual(['rejected', 'rejected']);
    store.interceptor = {};
    expect((await reserve(3, 9, 0)).kind).toBe('accepted');
  });

  it('never reaches the slots of another account', async () => {
    const { reserve, processes, of } = world();
    await reserve(1);
    const theirs = of('theirs', { accountId: 'acc_dev_00000000000000000002' });
    await expect(processes[0].slots.confirm(theirs, slotOf('1', 1))).rejects.toMatchObject({ kind: 'gone' });
  });
});
