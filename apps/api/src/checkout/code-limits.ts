// How many promotion codes may be typed: enough for a buyer with a slip of paper, too few for guessing. Counted per session and address.
import { Injectable } from '@nestjs/common';
import { isFault, Log, RateLimits } from '@tillstream/event-sourcing';
import { tooManyRequests } from '../http/problems/problem-catalog';

interface Limit {
  readonly most: number;
  readonly withinMs: number;
}

const MINUTE_MS = 60_000;
export const CODES_PER_SESSION: Limit = { most: 10, withinMs: 10 * MINUTE_MS };
export const CODES_PER_ADDRESS: Limit = { most: 30, withinMs: 10 * MINUTE_MS };

@Injectable()
export class CodeLimits {
  constructor(
    private readonly limits: RateLimits,
    private readonly log: Log,
  ) {}

  /** Throws 429 for one too many. While the counters do not answer nobody is kept from his discount. */
  async count(sessionKey: string, address: string): Promise<void> {
    const waits = [
      await this.hit(`codes:session:${sessionKey}`, CODES_PER_SESSION),
      await this.hit(`codes:address:${address}`, CODES_PER_ADDRESS),
    ];
    const waitMs = Math.max(...waits);
    if (waitMs > 0) throw tooManyRequests(waitMs);
  }

  private async hit(name: string, { most, withinMs }: Limit): Promise<number> {
    try {
      return (await this.limits.hit(name, most, withinMs)).retryAfterMs;
    } catch (error) {
      if (!isFault(error)) throw error;
      this.log.warn({ fault: String(error) }, 'typed promotion codes could not be counted');
      return 0;
    }
  }
}
