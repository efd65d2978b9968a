// The small things a process needs from Redis. Each is correct when it forgets everything (law 10).
import type { Instant } from '../time';

/** One active holder per name. Correctness never rests on it: it only keeps others from doing the same work. */
export abstract class Lease {
  /** True when held from now on for `ttlMs`; renewing is acquiring again as the same owner. */
  abstract acquire(name: string, owner: string, ttlMs: number): Promise<boolean>;
  abstract release(name: string, owner: string): Promise<void>;
}

/** Encrypted cards and one-time things; gone after `ttlMs`. Values are opaque text. */
export abstract class ShortLivedSecrets {
  abstract put(name: string, value: string, ttlMs: number): Promise<void>;
  abstract get(name: string): Promise<string | null>;
  /** Reads and removes in one step. */
  abstract take(name: string): Promise<string | null>;
  abstract remove(name: string): Promise<void>;
}

export interface LimitAnswer {
  readonly allowed: boolean;
  /** How long until one more is allowed; 0 when allowed. */
  readonly retryAfterMs: number;
}

/** Sliding-window limits against card testing and floods. A hit that is refused does not count. */
export abstract class RateLimits {
  abstract hit(name: string, limit: number, windowMs: number): Promise<LimitAnswer>;
}

/** What was seen of one thing lately, by all processes together. All times are ages, by the clock of whoever keeps them. */
export interface BreakerReport {
  /** Within the window that the last failure named. */
  readonly recentFailures: number;
  /** How long ago it failed last after there had been too many; null: there were not, or it has worked since. */
  readonly openedAgoMs: number | null;
  readonly lastFailure: { readonly reason: string; readonly agoMs: number } | null;
}

export interface BreakerFailure {
  /** A word, for people. */
  readonly reason: string;
  /** From this many failures within the window on it is open, and each further failure opens it anew. */
  readonly most: number;
  readonly withinMs: number;
  /** Without news for so long, everything is forgotten. */
  readonly keptMs: number;
}

/** Circuit breakers: who lately failed too often is left alone for a while. Forgetting means closed; nothing but time is saved by them. */
export abstract class Breakers {
  abstract failed(name: string, failure: BreakerFailure): Promise<void>;
  /** Forgets all failures. */
  abstract worked(name: string): Promise<void>;
  /** In the order of the names. */
  abstract look(names: readonly string[]): Promise<readonly BreakerReport[]>;
}

/** Tells open pages that something changed. Best effort: whoever listens reads the truth again. */
export abstract class Announcements {
  abstract publish(channel: string, message: string): Promise<void>;
  /** Returns how to stop listening. `heard` must not throw. */
  abstract listen(channel: string, heard: (message: string) => void): Promise<() => Promise<void>>;
}

/** Events that a runner could not handle: visible, and replayable once mended. */
export interface ParkedEvent {
  readonly runner: string;
  readonly stream: string;
  readonly revision: number;
  readonly error: string;
}

export abstract class ParkedEvents {
  abstract park(parked: ParkedEvent): Promise<void>;
  /** By stream and revision. */
  abstract list(runner: string): Promise<readonly ParkedEvent[]>;
  abstract remove(parked: Pick<ParkedEvent, 'runner' | 'stream' | 'revision'>): Promise<void>;
}

/** Delayed and deduplicated work. One handler per job type, proved at boot. */
export interface TimerJob {
  readonly type: 'timer';
  readonly accountId: string;
  readonly stream: string;
  readonly revision: number;
  readonly at: Instant;
}

export interface DrainJob {
  readonly type: 'drain';
  readonly endpointId: string;
  readonly accountId: string;
}

export type Job = TimerJob | DrainJob;

/** `runAgainAt`: the job itself waits until then and runs again; nothing: it is done. */
export type JobAnswer = { readonly runAgainAt: Instant } | undefined;

/**
 * One handler per job type. A passing Fault is retried with growing pauses; anything else thrown is a bug and fails the job for good.
 * `signal` is aborted when the process wants to end: answer `runAgainAt` now rather than begin something long.
 */
export type JobHandlers = {
  readonly [Type in Job['type']]: (job: Extract<Job, { readonly type: Type }>, signal: AbortSignal) => Promise<JobAnswer>;
};

export abstract class JobQueue {
  /**
   * Adds what is not there yet; a job's identity follows from its content (timer: stream, revision; drain: endpoint).
   * A timer waits for its `at`. A drain runs at once, also when it was waiting to run again; added while it runs, it runs once more
   * right after, whatever it answers; there are never two of one endpoint at the same time. Throws a Fault when it may not be there.
   */
  abstract add(jobs: readonly Job[]): Promise<void>;
}
