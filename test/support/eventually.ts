// Waiting in tests: on a condition, with a bound, never for a length of time.
import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** How long the condition may take before the wait fails. */
  readonly timeoutMs: number;
  /** What was waited for, for the message of the failure. */
  readonly describe: string | (() => string);
}

/** What a probe yields once it is neither absent nor false. */
export type Settled<T> = Exclude<T, undefined | false>;

const longestPauseMs = 100;

/**
 * Calls `probe` until it returns something other than undefined and false, and returns that. A probe that throws is tried again.
 * @throws Error naming what was waited for, with the last error of the probe as its cause, once `timeoutMs` is over.
 */
export async function eventually<T>(probe: () => Promise<T> | T, { timeoutMs, describe }: Patience): Promise<Settled<T>> {
  const endsAt = performance.now() + timeoutMs;
  let cause: unknown;
  for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found as Settled<T>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= endsAt) throw new Error(failure({ timeoutMs, describe }, cause), { cause });
    await pause(pauseMs);
  }
}

function failure({ timeoutMs, describe }: Patience, cause: unknown): string {
  const what = typeof describe === 'string' ? describe : describe();
  return `not within ${timeoutMs} ms: ${what}${cause instanceof Error ? ` (last: ${cause.message})` : ''}`;
}
