// What must hold of the service itself: slots, endings, replays, and whatever is stored.
import { couponSlots } from '@tillstream/catalog';
import { chargesLeftOpen, checkoutSession, isOver, isPending } from '@tillstream/checkout';
import { canonicalJson, fold, verifyChain } from '@tillstream/event-sourcing';
import type { EndedSession } from '../ending';
import { IDS } from '../service/ground';
import type { Check } from './check';

/** 4. A promotion limited to N is redeemed N times at most, and no slot is lost to whoever crashed, failed or expired. */
export const slotsHold: Check = {
  name: 'slots-hold',
  find({ story, sessions, slotEvents }) {
    let state = couponSlots.initial;
    for (const event of slotEvents) {
      state = couponSlots.evolve(state, event as never);
      const held = state.coupon.open + state.coupon.confirmed;
      if (held > story.uses) return `${held} slots of ${story.uses} are taken`;
    }
    const { open, confirmed } = state.coupon;
    const redeemed = sessions.filter(hasRedeemed).length;
    if (confirmed !== redeemed) return `${confirmed} uses are counted, and ${redeemed} sessions have used it`;
    return open > 0 ? `${open} slots are held by nobody` : null;
  },
};

function hasRedeemed({ state }: EndedSession): boolean {
  if (state.status !== 'success') return false;
  return state.attempts.some((attempt) => attempt.key === state.completed?.attemptKey && attempt.promotion !== null);
}

/** 5. The stream makes the state, in one go or step by step; and telling all of it again moves no money and writes nothing. */
export const replays: Check = {
  name: 'replays',
  find({ sessions, replayed }) {
    for (const { name, state, events } of sessions) {
      const read = JSON.parse(JSON.stringify(events.map(({ type, data }) => ({ type, data })))) as never[];
      if (canonicalJson(fold(checkoutSession, read)) !== canonicalJson(state)) return `${name} is another one when it is read again`;
    }
    return replayed;
  },
};

/** Once it is calm, every session comes to its end, with nothing left open anywhere. */
export const allEnds: Check = {
  name: 'all-ends',
  find({ isOver: everybodyRests, sessions }) {
    for (const { name, state } of sessions) {
      if (state.status === 'absent') continue;
      if (state.status === 'open') return `${name} is still open`;
      const undecided = state.attempts.find((attempt) => !isOver(attempt));
      if (undecided) return `${name} has an attempt that was never decided`;
      if (chargesLeftOpen(state).length > 0) return `${name} has left a charge open at a processor`;
      if (state.refunds.some(isPending)) return `${name} has a refund that was never settled`;
    }
    return everybodyRests ? null : 'somebody never comes to rest';
  },
};

export const chainsAreWhole: Check = {
  name: 'chains-are-whole',
  find({ sessions }) {
    const broken = sessions.find(({ events }) => verifyChain(events).length > 0);
    return broken ? `the hash chain of ${broken.name} is broken` : null;
  },
};

/** What a processor tells of a charge or a refund of ours has its effect, or is asked for again: it is never told to be about nothing of ours. */
export const noticesCount: Check = {
  name: 'notices-count',
  find({ sessions, ignoredNotices }) {
    const keys = new Set(ignoredNotices.map((reference) => IDS.parse('pa', reference) ?? IDS.parse('re', reference)));
    for (const { name, state } of sessions) {
      if (state.status === 'absent') continue;
      const charges = state.attempts.flatMap((attempt) => attempt.charges);
      const dropped = [...charges, ...state.refunds].find(({ key }) => keys.has(key));
      if (dropped) return `a notice of ${dropped.key} of ${name} was told to be about nothing`;
    }
    return null;
  },
};

/** Nobody throws what is no fault of the world. */
export const nothingBreaks: Check = { name: 'nothing-breaks', find: ({ bugs }) => bugs[0] ?? null };
