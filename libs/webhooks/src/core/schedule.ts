// When a delivery that failed is tried again. Pure: chance and time come in.

/** Pauses before each attempt, in milliseconds: at once, then growing; over 75 hours in all. */
export const DELIVERY_SCHEDULE: readonly number[] = [
  0,
  5_000,
  5 * 60_000,
  30 * 60_000,
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * 3_600_000),
];
/** So many failures in a row pause an endpoint. */
export const PAUSE_AFTER_FAILURES = 5;
/** So long a failure without one success disables an endpoint: 5 days. */
export const DISABLE_AFTER_MS = 5 * 24 * 3_600_000;
const JITTER = 0.2;

/** At most a fifth longer, never shorter: many that failed together do not come back together. `chance` is in [0, 1). */
export const withJitter = (pauseMs: number, chance: number): number => Math.round(pauseMs * (1 + JITTER * chance));

/** The pause after the n-th failed attempt (from 1) in milliseconds, or null at the end of the schedule. */
export function pauseAfter(schedule: readonly number[], tries: number, retryAfterMs: number | null): number | null {
  const planned = schedule[tries];
  if (planned === undefined) return null;
  if (retryAfterMs === null) return planned;
  // The receiver says when: obeyed, but neither hammering it nor losing sight of it.
  return Math.min(Math.max(retryAfterMs, schedule[1] ?? 0), schedule.at(-1) ?? 0);
}

/** The pauses between the probes of a paused endpoint; the last one repeats. */
export const probePauses = (schedule: readonly number[]): readonly number[] => (schedule.length > 1 ? schedule.slice(1) : schedule);

/** `Retry-After` in seconds or as a date; null when it says neither. */
export function parseRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
