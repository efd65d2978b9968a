// Sliding windows, exact: a list of the times of the last `limit` hits that were allowed, by Redis' own clock. Over the connection that never
// queues: whoever is counted is let through at once when Redis does not answer.
import { type LimitAnswer, RateLimits } from '@tillstream/event-sourcing';
import type { Redis } from 'ioredis';
import type { RedisConnections } from './redis-connections';
import { answerOf } from './redis-faults';

export class RedisRateLimits extends RateLimits {
  private readonly client: Redis;

  constructor(connections: RedisConnections) {
    super();
    this.client = connections.views;
  }

  async hit(name: string, limit: number, windowMs: number): Promise<LimitAnswer> {
    if (limit < 1) return { allowed: false, retryAfterMs: windowMs };
    const retryAfterMs = await answerOf(this.client.hitRateLimit(`limit:${name}`, limit, windowMs));
    return { allowed: retryAfterMs === 0, retryAfterMs };
  }
}
