// How often a coupon and its codes were used and are being used. Bounded: counts, open reservations, and what ended in the last minutes.
import type { Instant, StreamType } from '@tillstream/event-sourcing';
import type { CouponSlotsEvent, SlotUse } from './coupon-slots.events';
import { remember, remembers, type SlotMemory, without } from './slot-memory';

export interface SlotTally {
  /** Reserved, neither confirmed nor released. */
  readonly open: number;
  readonly confirmed: number;
}

export interface OpenSlot extends SlotUse {
  readonly isRegained: boolean;
}

export interface CouponSlotsState {
  /** Of the latest event; never runs backwards. */
  readonly at: Instant;
  readonly coupon: SlotTally;
  /** By the key of the code; a code that was never used is not in it. */
  readonly codes: Readonly<Record<string, SlotTally>>;
  readonly open: readonly OpenSlot[];
  readonly released: SlotMemory;
  readonly confirmed: SlotMemory;
  /** Counted in a batch. Forgotten only when a later batch comes, since a reader that was down for long begins with its last batch again. */
  readonly confirmedAfterwards: SlotMemory;
}

export const UNUSED: SlotTally = { open: 0, confirmed: 0 };

/** One use: a session has several attempts, and each its own slot. */
export const slotOf = (sessionKey: string, attempt: number): string => `${sessionKey}.${attempt}`;

export const couponTally = (state: CouponSlotsState): SlotTally => state.coupon;
export const codeTally = (state: CouponSlotsState, promotionCodeKey: string): SlotTally =>
  Object.hasOwn(state.codes, promotionCodeKey) ? (state.codes[promotionCodeKey] ?? UNUSED) : UNUSED;

export const openSlot = (state: CouponSlotsState, slot: string): OpenSlot | undefined => state.open.find((each) => each.slot === slot);

/** Confirmed lately, in whatever way; what was long ago is forgotten. */
export const wasUsed = (state: CouponSlotsState, slot: string): boolean =>
  remembers(state.confirmed, slot) || remembers(state.confirmedAfterwards, slot);

function count(state: CouponSlotsState, { promotionCodeKey }: SlotUse, change: SlotTally): CouponSlotsState {
  const plus = (tally: SlotTally): SlotTally => ({ open: tally.open + change.open, confirmed: tally.confirmed + change.confirmed });
  const coupon = plus(state.coupon);
  if (promotionCodeKey === null) return { ...state, coupon };
  return { ...state, coupon, codes: { ...state.codes, [promotionCodeKey]: plus(codeTally(state, promotionCodeKey)) } };
}

function opened(state: CouponSlotsState, { slot, promotionCodeKey }: SlotUse, isRegained: boolean): CouponSlotsState {
  const counted = count(state, { slot, promotionCodeKey }, { open: 1, confirmed: 0 });
  return { ...counted, open: [...state.open, { slot, promotionCodeKey, isRegained }], released: without(state.released, slot) };
}

function closed(state: CouponSlotsState, slot: string, confirmed: 0 | 1): CouponSlotsState {
  const held = openSlot(state, slot);
  if (!held) return state;
  return { ...count(state, held, { open: -1, confirmed }), open: state.open.filter((each) => each !== held) };
}

function evolve(before: CouponSlotsState, event: CouponSlotsEvent): CouponSlotsState {
  const { at } = event.data;
  const state = { ...before, at };
  switch (event.type) {
    case 'SlotReserved':
      return opened(state, event.data, false);
    case 'SlotRegained':
      return opened(closed(state, event.data.slot, 0), event.data, true); // one that is still open counts once
    case 'SlotConfirmed':
      return { ...closed(state, event.data.slot, 1), confirmed: remember(state.confirmed, [event.data.slot], at) };
    case 'SlotReleased':
      return { ...closed(state, event.data.slot, 0), released: remember(state.released, [event.data.slot], at) };
    case 'SlotsConfirmed': {
      const { uses } = event.data;
      const counted = uses.reduce((soFar, use) => count(soFar, use, { open: 0, confirmed: 1 }), state);
      const slots = uses.map(({ slot }) => slot);
      return { ...counted, confirmedAfterwards: remember(state.confirmedAfterwards, slots, at) };
    }
  }
}

export const couponSlots: StreamType<CouponSlotsState, CouponSlotsEvent> = {
  category: 'couponSlots',
  initial: { at: 0, coupon: UNUSED, codes: {}, open: [], released: [], confirmed: [], confirmedAfterwards: [] },
  evolve,
  snapshots: { every: 500, version: 1 },
  forgetsCommands: true, // the slot itself is the key under which a command is recognised
};
