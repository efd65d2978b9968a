// Whatever is asked of a coupon's slots in whatever order: no limit is passed, a release frees once, what is closed stays closed, and the
// state stays small.
import fc from 'fast-check';
import { fold } from '@tillstream/event-sourcing';
import type { CouponSlotsCommand } from '../core/coupon-slots.commands';
import type { CouponSlotsEvent } from '../core/coupon-slots.events';
import { codeTally, couponSlots, type CouponSlotsState, openSlot } from '../core/coupon-slots.state';
import { remembers } from '../core/slot-memory';
import { couponSlotsDecider } from './coupon-slots.decider';
import { decideTogether } from './coupon-slots.group';

const MINUTE = 60_000;
const LIMITS = { coupon: 4, code: 2 };
const CODES = ['one', 'two'];

const slot = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const promotionCodeKey = fc.constantFrom(null, ...CODES);
const limits = fc.constant(LIMITS);
/** Clocks that run on, stand still and go back a little. */
const now = fc.integer({ min: 0, max: 40 * MINUTE });
const attemptStartedAt = fc.integer({ min: 0, max: 40 * MINUTE });

const limited = fc.oneof(
  fc.record({ type: fc.constant('Reserve' as const), slot, promotionCodeKey, limits, attemptStartedAt, now }),
  fc.record({ type: fc.constant('Regain' as const), slot, promotionCodeKey, limits, now }),
  fc.record({ type: fc.constant('Redeem' as const), slot, promotionCodeKey, limits, now }),
);
const command: fc.Arbitrary<CouponSlotsCommand> = fc.oneof(
  limited,
  fc.record({ type: fc.constant('Confirm' as const), slot, now }),
  fc.record({ type: fc.constant('Release' as const), slot, attemptStartedAt, now, evenRegained: fc.boolean() }),
);
const unlimited: fc.Arbitrary<CouponSlotsCommand> = fc.record({
  type: fc.constant('ConfirmBatch' as const),
  uses: fc.array(fc.record({ slot, promotionCodeKey }), { maxLength: 4 }),
  now,
});

/** The state after each command. */
function run(commands: readonly CouponSlotsCommand[]) {
  const steps: { command: CouponSlotsCommand; before: CouponSlotsState; after: CouponSlotsState; events: readonly CouponSlotsEvent[] }[] =
    [];
  let state = couponSlots.initial;
  for (const each of commands) {
    const decision = couponSlotsDecider.decide(each, state);
    const events = 'accepted' in decision ? decision.accepted : [];
    const after = events.reduce((soFar, event) => couponSlots.evolve(soFar, event), state);
    steps.push({ command: each, before: state, after, events });
    state = after;
  }
  return { steps, state };
}

const used = ({ open, confirmed }: { readonly open: number; readonly confirmed: number }): number => open + confirmed;
const commands = fc.array(command, { maxLength: 60 });

describe('the slots of a coupon', () => {
  it('never pass a limit', () =>
    fc.assert(
      fc.property(commands, (asked) => {
        for (const { after } of run(asked).steps) {
          expect(used(after.coupon)).toBeLessThanOrEqual(LIMITS.coupon);
          for (const code of CODES) expect(used(codeTally(after, code))).toBeLessThanOrEqual(LIMITS.code);
        }
      }),
    ));

  it('are counted as they are held: none is lost, none is there twice', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(command, unlimited), { maxLength: 60 }), (asked) => {
        const { state, steps } = run(asked);
        const events = steps.flatMap((step) => step.events);
        const count = (type: CouponSlotsEvent['type']) => events.filter((event) => event.type === type).length;
        const batched = events.reduce((sum, event) => sum + (event.type === 'SlotsConfirmed' ? event.data.uses.length : 0), 0);
        expect(new Set(state.open.map((each) => each.slot)).size).toBe(state.open.length);
        expect(state.coupon.open).toBe(state.open.length);
        expect(state.coupon.confirmed).toBe(count('SlotConfirmed') + batched);
        for (const code of CODES)
          expect(codeTally(state, code).open).toBe(state.open.filter((each) => each.promotionCodeKey === code).length);
        expect(fold(couponSlots, events)).toEqual(state);
      }),
    ));

  it('are freed once by a release, and once more by nothing', () =>
    fc.assert(
      fc.property(commands, slot, (asked, mine) => {
        const { state } = run(asked);
        const release = { type: 'Release', slot: mine, attemptStartedAt: state.at, now: state.at, evenRegained: true } as const;
        const held = openSlot(state, mine) ? 1 : 0;
        const once = decideTogether([release], state).events.reduce((soFar, event) => couponSlots.evolve(soFar, event), state);
        const twice = decideTogether([release], once).events.reduce((soFar, event) => couponSlots.evolve(soFar, event), once);
        expect(used(once.coupon)).toBe(used(state.coupon) - held);
        expect(used(twice.coupon)).toBe(used(once.coupon));
      }),
    ));

  it('stay closed to a reservation for good, and a repeat of anything changes nothing', () =>
    fc.assert(
      fc.property(commands, (asked) => {
        for (const { command: each, before, after } of run(asked).steps) {
          if (each.type === 'Reserve' && remembers(before.released, each.slot)) expect(openSlot(after, each.slot)).toBeUndefined();
          expect(decideTogether([each], after).events).toEqual([]);
        }
      }),
    ));

  it('cannot be reserved for an attempt that was released, whatever was forgotten since', () =>
    fc.assert(
      fc.property(commands, fc.integer({ min: 8 * MINUTE, max: 14 * MINUTE }), (between, waited) => {
        const start = 100 * MINUTE;
        const release = { type: 'Release', slot: 'mine', attemptStartedAt: start, now: start } as const;
        const others = between.map((each, index) => ({ ...each, now: start + waited, attemptStartedAt: start, slot: `other${index}` }));
        const late = { type: 'Reserve', slot: 'mine', promotionCodeKey: null, limits: { coupon: null, code: null } } as const;
        const asked = [release, ...others, { ...late, attemptStartedAt: start, now: start }] as readonly CouponSlotsCommand[];
        expect(openSlot(run(asked).state, 'mine')).toBeUndefined();
      }),
    ));

  it('decide the same together as one by one', () =>
    fc.assert(
      fc.property(commands, (asked) => {
        const together = decideTogether(asked, couponSlots.initial);
        expect(together.events).toEqual(run(asked).steps.flatMap(({ events }) => events));
        expect(together.answers).toHaveLength(asked.length);
        expect(together.owners).toHaveLength(together.events.length);
      }),
    ));

  it('remember what ended for minutes, not for ever', () => {
    const asked = Array.from({ length: 5_000 }, (_, index): CouponSlotsCommand[] => {
      const at = { slot: `s${index}`, now: index * 6_000 };
      const reserve = { type: 'Reserve', ...at, promotionCodeKey: null, limits: { coupon: null, code: null }, attemptStartedAt: at.now } as const;
      return [reserve, index % 2 === 0 ? { type: 'Confirm', ...at } : { type: 'Release', ...at, attemptStartedAt: at.now }];
    }).flat(); // prettier-ignore
    const { state } = run(asked);
    expect(state.coupon).toEqual({ open: 0, confirmed: 2_500 });
    expect(JSON.stringify(state).length).toBeLessThan(2_500); // twelve minutes of ten each
  });
});
