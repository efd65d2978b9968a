// Limits that are counted in Redis, by names that hold no personal value. While the counters do not answer everybody is let through: a limit
// protects against floods, and must not keep buyers from paying because Redis is down. What protects money does not rest on it.
import { Injectable } from '@nestjs/common';
import { Clock, type Instant, isFault, Keyring, keyedHash, Log, RateLimits, type SecretKey } from '@tillstream/event-sourcing';
import { Metrics } from '@tillstream/platform';
import { limitedNetwork } from '../http/client-network';
import { tooManyRequests } from '../http/problems/problem-catalog';

export interface CountedLimit {
  readonly name: string;
  /** 0: no limit. */
  readonly most: number;
  readonly withinMs: number;
}

const TOLD_EACH_MS = 10_000;

@Injectable()
export class CountedLimits {
  private readonly addressKey: SecretKey;
  private readonly refused;
  private readonly unanswered;
  private readonly toldAt = new Map<string, Instant>();

  constructor(
    private readonly limits: RateLimits,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
    keyring: Keyring,
  ) {
    this.addressKey = keyring.derive('limited-address/v1');
    this.refused = metrics.counter({
      name: 'tillstream_limited_requests_total',
      help: 'Requests answered 429, by the limit that they ran into.',
      labels: ['limit'],
    });
    this.unanswered = metrics.counter({
      name: 'tillstream_uncounted_requests_total',
      help: 'Requests that were let through because the counters of limits did not answer.',
      labels: ['limit'],
    });
  }

  /** Throws 429 for one too many, of the first limit that says so. @param what names the kind of limit in numbers and logs. */
  async count(what: string, limits: readonly CountedLimit[]): Promise<void> {
    for (const limit of limits) {
      const waitMs = await this.hit(what, limit);
      if (waitMs === 0) continue;
      this.refused.inc({ limit: what });
      throw tooManyRequests(waitMs); // what one limit refuses is not counted by those after it
    }
  }

  /** Of a client's address, for the name of a limit: a keyed hash, since the address itself is a person's. */
  addressName(address: string): string {
    return keyedHash(this.addressKey, limitedNetwork(address));
  }

  /** Now and then: while Redis is down, or a proxy is not known, every request comes by here. */
  warn(fields: { readonly limit: string; readonly fault?: string }, message: string): void {
    const [now, what] = [this.clock.now(), `${fields.limit} ${message}`];
    if (now - (this.toldAt.get(what) ?? -Infinity) < TOLD_EACH_MS) return;
    this.toldAt.set(what, now);
    this.log.warn(fields, message);
  }

  private async hit(what: string, { name, most, withinMs }: CountedLimit): Promise<number> {
    if (most === 0) return 0;
    try {
      return (await this.limits.hit(name, most, withinMs)).retryAfterMs;
    } catch (error) {
      if (!isFault(error)) throw error;
      this.unanswered.inc({ limit: what });
      this.warn({ limit: what, fault: String(error) }, 'a limit was not counted, and its requests are let through');
      return 0;
    }
  }
}
