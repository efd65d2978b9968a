// How many sessions one API token may create in a minute: far more than a shop sells, too few to fill an installation.
import { Injectable } from '@nestjs/common';
import { ApiLimits } from '../api-limits';
import type { Principal } from '../http/access';
import { CountedLimits } from './counted-limits';

const MINUTE_MS = 60_000;

@Injectable()
export class CreationLimits {
  constructor(
    private readonly counted: CountedLimits,
    private readonly limits: ApiLimits,
  ) {}

  /** Throws 429. A repeat with the same Idempotency-Key counts as well. */
  async count(principal: Principal | null): Promise<void> {
    const name = `creations:${principal?.actor.id ?? 'nobody'}`;
    await this.counted.count('creations', [{ name, most: this.limits.creationsPerMinute, withinMs: MINUTE_MS }]);
  }
}
