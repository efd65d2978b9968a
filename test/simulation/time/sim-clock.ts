// The time of a story. It jumps from one sleeper to the next, so that a day in which nothing happens costs nothing.
import { Clock, type Instant } from '@tillstream/event-sourcing';

interface Sleeper {
  readonly at: Instant;
  /** Of several at one instant the one that went to sleep first wakes first. */
  readonly nth: number;
  readonly wake: () => void;
}

const isBefore = (left: Sleeper, right: Sleeper): boolean => left.at < right.at || (left.at === right.at && left.nth < right.nth);

export class SimClock extends Clock {
  private readonly heap: Sleeper[] = [];
  private instant: Instant;
  private count = 0;

  constructor(begin: Instant) {
    super();
    this.instant = begin;
  }

  now(): Instant {
    return this.instant;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      signal?.addEventListener('abort', () => resolve(), { once: true });
      this.push({ at: this.instant + Math.max(0, ms), nth: this.count++, wake: resolve });
    });
  }

  /** Calls `work` at `at`, or at once where that is past. */
  callAt(at: Instant, work: () => void): void {
    this.push({ at: Math.max(at, this.instant), nth: this.count++, wake: work });
  }

  /** Lets everybody act in his turn until nobody sleeps any more, or until `until`. True: nobody does. */
  async run(until: Instant): Promise<boolean> {
    for (;;) {
      await consequences();
      const next = this.heap[0];
      if (!next) return true;
      if (next.at > until) return false;
      this.pop();
      this.instant = next.at;
      next.wake();
    }
  }

  private push(sleeper: Sleeper): void {
    const { heap } = this;
    let index = heap.push(sleeper) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (!parent || isBefore(parent, sleeper)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = sleeper;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const [left, right] = [heap[2 * index + 1], heap[2 * index + 2]];
      const child = left && right && isBefore(right, left) ? right : left;
      if (!child || isBefore(last, child)) break;
      heap[index] = child;
      index = child === left ? 2 * index + 1 : 2 * index + 2;
    }
    heap[index] = last;
  }
}

/** Resolves once everything that follows from what just happened, without waiting for anything else, has happened. */
const consequences = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
