// Decides about the slots of a coupon: the one place where every use of it ends, so that no limit is ever passed.
import { accept, alreadySo, type Decider, type Decision, type Instant, reject } from '@tillstream/event-sourcing';
import type { CouponSlotsCommand, SlotLimits, SlotRejection } from '../core/coupon-slots.commands';
import type { CouponSlotsEvent, SlotUse } from '../core/coupon-slots.events';
import { codeTally, couponSlots, type CouponSlotsState, openSlot, type SlotTally, wasUsed } from '../core/coupon-slots.state';
import { CLOCKS_DIFFER_MS, OLDEST_ATTEMPT_MS, remembers } from '../core/slot-memory';

type SlotDecision = Decision<CouponSlotsEvent, SlotRejection>;
type Command<Type extends CouponSlotsCommand['type']> = Extract<CouponSlotsCommand, { type: Type }>;

const isFull = ({ open, confirmed }: SlotTally, limit: number | null): boolean => limit !== null && open + confirmed >= limit;

const isExhausted = (state: CouponSlotsState, { promotionCodeKey }: SlotUse, limits: SlotLimits): boolean =>
  isFull(state.coupon, limits.coupon) || (promotionCodeKey !== null && isFull(codeTally(state, promotionCodeKey), limits.code));

/** The clock of whoever asks may be behind those who wrote before. */
const timeOf = (state: CouponSlotsState, now: Instant): Instant => Math.max(state.at, now);

function reserve(command: Command<'Reserve'>, state: CouponSlotsState): SlotDecision {
  const { slot, promotionCodeKey, limits, attemptStartedAt } = command;
  const at = timeOf(state, command.now);
  if (openSlot(state, slot) || wasUsed(state, slot)) return alreadySo;
  if (remembers(state.released, slot)) return reject({ code: 'slot-closed' });
  if (at - attemptStartedAt > OLDEST_ATTEMPT_MS) return reject({ code: 'attempt-too-old' });
  if (isExhausted(state, command, limits)) return reject({ code: 'promotion-exhausted' });
  return accept({ type: 'SlotReserved', data: { slot, promotionCodeKey, at } });
}

function confirm({ slot, now }: Command<'Confirm'>, state: CouponSlotsState): SlotDecision {
  if (openSlot(state, slot)) return accept({ type: 'SlotConfirmed', data: { slot, at: timeOf(state, now) } });
  return remembers(state.released, slot) ? reject({ code: 'slot-closed' }) : alreadySo; // confirmed before, lately or long ago
}

function release({ slot, attemptStartedAt, now, evenRegained }: Command<'Release'>, state: CouponSlotsState): SlotDecision {
  const at = timeOf(state, now);
  const held = openSlot(state, slot);
  if (held) return held.isRegained && evenRegained !== true ? alreadySo : accept({ type: 'SlotReleased', data: { slot, at } });
  if (wasUsed(state, slot) || remembers(state.released, slot)) return alreadySo;
  if (at - attemptStartedAt > OLDEST_ATTEMPT_MS + CLOCKS_DIFFER_MS) return alreadySo; // its age alone keeps everybody from reserving it
  return accept({ type: 'SlotReleased', data: { slot, at } });
}

function regain(command: Command<'Regain'>, state: CouponSlotsState): SlotDecision {
  const { slot, promotionCodeKey, limits, now } = command;
  const at = timeOf(state, now);
  const held = openSlot(state, slot);
  if (held?.isRegained || wasUsed(state, slot)) return alreadySo;
  // The release of the attempt's end may still be on its way: from here on it is known to come late.
  if (held) return accept({ type: 'SlotRegained', data: { slot, promotionCodeKey: held.promotionCodeKey, at } });
  if (isExhausted(state, command, limits)) return reject({ code: 'promotion-exhausted' });
  return accept({ type: 'SlotRegained', data: { slot, promotionCodeKey, at } });
}

function redeem(command: Command<'Redeem'>, state: CouponSlotsState): SlotDecision {
  const { slot, promotionCodeKey, limits } = command;
  const at = timeOf(state, command.now);
  if (wasUsed(state, slot)) return alreadySo;
  if (openSlot(state, slot)) return accept({ type: 'SlotConfirmed', data: { slot, at } });
  if (remembers(state.released, slot)) return reject({ code: 'slot-closed' });
  if (isExhausted(state, command, limits)) return reject({ code: 'promotion-exhausted' });
  return accept({ type: 'SlotReserved', data: { slot, promotionCodeKey, at } }, { type: 'SlotConfirmed', data: { slot, at } });
}

function confirmBatch({ uses, now }: Command<'ConfirmBatch'>, state: CouponSlotsState): SlotDecision {
  const at = timeOf(state, now);
  const once = [...new Map(uses.map((use) => [use.slot, use])).values()];
  const held = once.filter(({ slot }) => openSlot(state, slot));
  const fresh = once.filter(({ slot }) => !openSlot(state, slot) && !wasUsed(state, slot));
  return accept<CouponSlotsEvent>(
    ...held.map(({ slot }): CouponSlotsEvent => ({ type: 'SlotConfirmed', data: { slot, at } })),
    ...(fresh.length > 0 ? [{ type: 'SlotsConfirmed', data: { uses: fresh, at } } as const] : []),
  );
}

function decide(command: CouponSlotsCommand, state: CouponSlotsState): SlotDecision {
  switch (command.type) {
    case 'Reserve':
      return reserve(command, state);
    case 'Confirm':
      return confirm(command, state);
    case 'Release':
      return release(command, state);
    case 'Regain':
      return regain(command, state);
    case 'Redeem':
      return redeem(command, state);
    case 'ConfirmBatch':
      return confirmBatch(command, state);
  }
}

export const couponSlotsDecider: Decider<CouponSlotsState, CouponSlotsCommand, CouponSlotsEvent, SlotRejection> = {
  ...couponSlots,
  decide,
};
