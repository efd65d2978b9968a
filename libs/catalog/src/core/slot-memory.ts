// Slots that ended lately, by minute: what is older is forgotten as a whole minute, so that a coupon that is used a lot stays small.
import type { Instant } from '@tillstream/event-sourcing';

export type SlotMemory = readonly { readonly minute: number; readonly slots: readonly string[] }[];

/** Nobody reserves for an attempt that is older than this. */
export const OLDEST_ATTEMPT_MS = 10 * 60_000;
/** A slot is remembered for longer, so that clocks that differ by less than this leave no gap. */
export const CLOCKS_DIFFER_MS = 60_000;

const MINUTE_MS = 60_000;
const REMEMBERED_MS = OLDEST_ATTEMPT_MS + CLOCKS_DIFFER_MS;
const minuteOf = (at: Instant): number => Math.floor(at / MINUTE_MS);

/** Adds what ended at `at`, which is never before an earlier one, and forgets what is too old by then. */
export function remember(memory: SlotMemory, slots: readonly string[], at: Instant): SlotMemory {
  const oldest = minuteOf(at - REMEMBERED_MS);
  const kept = memory.filter(({ minute }) => minute >= oldest);
  const newest = kept.at(-1);
  const minute = minuteOf(at);
  if (newest?.minute !== minute) return [...kept, { minute, slots }];
  return [...kept.slice(0, -1), { minute, slots: [...newest.slots, ...slots] }];
}

export const remembers = (memory: SlotMemory, slot: string): boolean => memory.some(({ slots }) => slots.includes(slot));

export const without = (memory: SlotMemory, slot: string): SlotMemory =>
  remembers(memory, slot) ? memory.map((each) => ({ ...each, slots: each.slots.filter((one) => one !== slot) })) : memory;
