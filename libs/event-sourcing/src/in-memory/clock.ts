// Time that a test or a simulation moves by hand: nothing sleeps, everything that waits wakes in order.
import { Clock, type Instant } from '../time';

interface Sleeper {
  readonly at: Instant;
  readonly wake: () => void;
}

export class FakeClock extends Clock {
  private readonly sleepers = new Set<Sleeper>();

  constructor(private instant: Instant = Date.UTC(2030, 0, 1)) {
    super();
  }

  now(): Instant {
    return this.instant;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        at: this.instant + Math.max(0, ms),
        wake: () => {
          this.sleepers.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake);
    });
  }

  /** When the next sleeper wakes, or null when nobody sleeps. */
  get nextWakeAt(): Instant | null {
    return this.next()?.at ?? null;
  }

  /** Sets the clock, back or ahead, without waking anybody: a clock that jumps. */
  jumpTo(instant: Instant): void {
    this.instant = instant;
  }

  /** Moves on by `ms`; each sleeper wakes at its own instant, and what it does next is done before the following one wakes. */
  async advance(ms: number): Promise<void> {
    const until = this.instant + ms;
    await consequences(); // whoever is about to go to sleep sleeps
    for (let sleeper = this.next(); sleeper && sleeper.at <= until; sleeper = this.next()) {
      this.instant = Math.max(this.instant, sleeper.at);
      sleeper.wake();
      await consequences();
    }
    this.instant = Math.max(this.instant, until);
    await consequences();
  }

  /** Moves on in steps until `probe` yields something other than undefined and false. Throws when that takes longer than `withinMs`. */
  async until<T>(probe: () => Promise<T> | T, withinMs: number, stepMs = 10): Promise<Exclude<T, undefined | false>> {
    for (const endsAt = this.instant + withinMs; ;) {
      const found = await probe();
      if (found !== undefined && found !== false) return found as Exclude<T, undefined | false>;
      if (this.instant >= endsAt) throw new Error(`not within ${withinMs} ms of fake time`);
      await this.advance(stepMs);
    }
  }

  /** The earliest sleeper; of several at one instant the one that went to sleep first. */
  private next(): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of this.sleepers) if (!first || sleeper.at < first.at) first = sleeper;
    return first;
  }
}

/** Resolves once everything that follows from what just happened, without waiting for anything else, has happened. */
const consequences = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
