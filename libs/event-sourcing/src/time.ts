// Time as the core sees it: a number that came in from outside.

/** Milliseconds since 1970, UTC. */
export type Instant = number;

/** The only source of "now". Its implementations live where processes are composed; simulations bring their own. */
export abstract class Clock {
  abstract now(): Instant;
  /** Resolves after `ms`, or at once when `signal` is aborted. */
  abstract sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
