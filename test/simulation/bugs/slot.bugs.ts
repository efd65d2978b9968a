// Bugs of a promotion with a limit.
import { couponSlots, CouponSlots } from '@tillstream/catalog';
import { SettlementEffects, Settlements, SettleSlotHandler, slotOfAttempt } from '@tillstream/checkout';
import { causedBy, StreamReader } from '@tillstream/event-sourcing';
import { replacing } from '../service/container';
import type { PlantedBug } from './planted-bug';
import { like } from './variants';

export const slotBugs: readonly PlantedBug[] = [
  {
    name: 'slot-not-released',
    what: 'an attempt that failed keeps its slot',
    breaks: ['slots-hold'],
    within: 200,
    replacements: [
      replacing(SettleSlotHandler, (original) =>
        like(original, {
          execute: (command) =>
            command.ended.end === 'release' ? Promise.resolve({ kind: 'accepted', isNew: true }) : original.execute(command),
        }),
      ),
    ],
  },
  {
    name: 'slot-released-on-unknown',
    what: 'an outcome that nobody knows gives the slot to somebody else',
    breaks: ['nothing-breaks', 'slots-hold'],
    within: 600,
    replacements: [
      replacing(SettlementEffects, (original, container) =>
        like(original, {
          run: async (events, after) => {
            const isUnknown = events.some(({ type, data }) => type === 'TierAttempted' && 'outcome' in data && data.outcome === 'unknown');
            const attempt = after.state.status === 'absent' ? undefined : after.state.attempts.at(-1);
            if (isUnknown && attempt?.promotion && events[0]) {
              const of = { couponKey: attempt.promotion.couponKey, context: causedBy(events[0], 'release-too-early') };
              const released = { slot: slotOfAttempt(after.key, attempt), attemptStartedAt: attempt.startedAt };
              await container.get(CouponSlots).release(of, released);
            }
            return original.run(events, after);
          },
        }),
      ),
    ],
  },
  {
    name: 'limit-checked-before-reserve',
    what: 'whether a slot is left is looked up first, and the slot is taken then',
    breaks: ['slots-hold'],
    within: 1000,
    replacements: [
      replacing(CouponSlots, (original, container) =>
        like(original, {
          reserve: async (of, wish) => {
            const { state } = await container.get(StreamReader).current(couponSlots, of.couponKey);
            const isFull = wish.limits.coupon !== null && state.coupon.open + state.coupon.confirmed >= wish.limits.coupon;
            const limits = isFull ? wish.limits : { coupon: null, code: null };
            return original.reserve(of, { ...wish, limits });
          },
        }),
      ),
    ],
  },
  {
    name: 'late-success-without-a-slot',
    what: 'money that comes late completes its session with a slot that was given back',
    breaks: ['nothing-breaks', 'slots-hold'],
    within: 600,
    replacements: [
      replacing(Settlements, (original) =>
        like(original, { gather: async (session, charge) => ({ ...(await original.gather(session, charge)), holdsSlot: true }) }),
      ),
    ],
  },
];
