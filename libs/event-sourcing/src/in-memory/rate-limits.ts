// Sliding windows: the times of the last hits that were allowed. A hit that is refused does not count.
import { type LimitAnswer, RateLimits } from '../ports/small-ports';
import type { Clock, Instant } from '../time';

export class InMemoryRateLimits extends RateLimits {
  private readonly hits = new Map<string, readonly Instant[]>();

  constructor(private readonly clock: Clock) {
    super();
  }

  hit(name: string, limit: number, windowMs: number): Promise<LimitAnswer> {
    if (limit < 1) return Promise.resolve({ allowed: false, retryAfterMs: windowMs });
    const now = this.clock.now();
    const recent = this.hits.get(name) ?? [];
    const oldest = recent.at(-limit);
    if (oldest !== undefined && oldest > now - windowMs) {
      return Promise.resolve({ allowed: false, retryAfterMs: Math.min(windowMs, oldest + windowMs - now) });
    }
    this.hits.set(name, [...recent, now].slice(-limit));
    return Promise.resolve({ allowed: true, retryAfterMs: 0 });
  }

  /** As if the store had been emptied. */
  wipe(): void {
    this.hits.clear();
  }
}
