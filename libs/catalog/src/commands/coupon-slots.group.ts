// Many commands for the slots of one coupon, decided one after another and appended together. Pure.
import { accept, type Decider } from '@tillstream/event-sourcing';
import type { CouponSlotsCommand, SlotRejection } from '../core/coupon-slots.commands';
import type { CouponSlotsEvent } from '../core/coupon-slots.events';
import { couponSlots, type CouponSlotsState } from '../core/coupon-slots.state';
import { couponSlotsDecider } from './coupon-slots.decider';

export type SlotAnswer =
  /** `isNew`: this very command did it; otherwise it was already so. */
  { readonly kind: 'accepted'; readonly isNew: boolean } | { readonly kind: 'rejected'; readonly reason: SlotRejection };

export interface DecidedTogether {
  readonly events: readonly CouponSlotsEvent[];
  /** For each event, which of the commands it is of. */
  readonly owners: readonly number[];
  /** For each command, in their order. */
  readonly answers: readonly SlotAnswer[];
}

/** Each command is decided on what those before it left. */
export function decideTogether(commands: readonly CouponSlotsCommand[], before: CouponSlotsState): DecidedTogether {
  const events: CouponSlotsEvent[] = [];
  const owners: number[] = [];
  let state = before;
  const answers = commands.map((command, owner): SlotAnswer => {
    const decision = couponSlotsDecider.decide(command, state);
    if ('rejected' in decision) return { kind: 'rejected', reason: decision.rejected[0] };
    for (const event of decision.accepted) {
      state = couponSlots.evolve(state, event);
      events.push(event);
      owners.push(owner);
    }
    return { kind: 'accepted', isNew: decision.accepted.length > 0 };
  });
  return { events, owners, answers };
}

/**
 * One run of the executor for a group. What was decided last is what was appended, or what a fresh look at the stream said: `decided` is read
 * after the run.
 */
export class SlotGroup implements Decider<CouponSlotsState, readonly CouponSlotsCommand[], CouponSlotsEvent, never> {
  readonly category = couponSlots.category;
  readonly initial = couponSlots.initial;
  readonly forgetsCommands = true;
  readonly snapshots = couponSlots.snapshots;
  readonly evolve = (state: CouponSlotsState, event: CouponSlotsEvent) => couponSlots.evolve(state, event);
  decided: DecidedTogether = { events: [], owners: [], answers: [] };

  readonly decide = (commands: readonly CouponSlotsCommand[], state: CouponSlotsState) => {
    this.decided = decideTogether(commands, state);
    return accept(...this.decided.events);
  };
}
