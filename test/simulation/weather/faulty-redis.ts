// The small things of Redis as one process sees them: any of them may not answer. Each is correct when it forgets everything.
import {
  type BreakerFailure, type BreakerReport, Breakers, type Clock, Fault, type LimitAnswer, RateLimits, ShortLivedSecrets,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { InMemoryBreakers, InMemoryRateLimits, InMemoryShortLivedSecrets } from '@tillstream/event-sourcing/in-memory';
import type { FaultyProcess } from './faulty-process';

/** What is really there, for all processes. */
export class SmallThings {
  readonly limits: InMemoryRateLimits;
  readonly secrets: InMemoryShortLivedSecrets;
  readonly breakers: InMemoryBreakers;

  constructor(clock: Clock) {
    this.limits = new InMemoryRateLimits(clock);
    this.secrets = new InMemoryShortLivedSecrets(clock);
    this.breakers = new InMemoryBreakers(clock);
  }

  wipe(): void {
    for (const held of [this.limits, this.secrets, this.breakers]) held.wipe();
  }
}

export const smallThingsOf = ({ limits, secrets, breakers }: SmallThings, process: FaultyProcess) => ({
  limits: new FaultyLimits(limits, process),
  secrets: new FaultySecrets(secrets, process),
  breakers: new FaultyBreakers(breakers, process),
});

/** A call to Redis, which may not answer. */
const asked = <T>(process: FaultyProcess, doing: string, work: () => Promise<T>): Promise<T> =>
  process.step(doing, (moment) => {
    if (process.weather.strikes('redisFails', moment)) throw new Fault('unavailable', 'no Redis');
    return work();
  });

class FaultyLimits extends RateLimits {
  constructor(
    private readonly limits: RateLimits,
    private readonly process: FaultyProcess,
  ) {
    super();
  }

  hit(name: string, limit: number, windowMs: number): Promise<LimitAnswer> {
    return asked(this.process, `hit ${name}`, () => this.limits.hit(name, limit, windowMs));
  }
}

class FaultySecrets extends ShortLivedSecrets {
  constructor(
    private readonly secrets: ShortLivedSecrets,
    private readonly process: FaultyProcess,
  ) {
    super();
  }

  put(name: string, value: string, ttlMs: number): Promise<void> {
    return asked(this.process, `put ${name}`, () => this.secrets.put(name, value, ttlMs));
  }

  get(name: string): Promise<string | null> {
    return asked(this.process, `get ${name}`, () => this.secrets.get(name));
  }

  take(name: string): Promise<string | null> {
    return asked(this.process, `take ${name}`, () => this.secrets.take(name));
  }

  remove(name: string): Promise<void> {
    return asked(this.process, `remove ${name}`, () => this.secrets.remove(name));
  }
}

class FaultyBreakers extends Breakers {
  constructor(
    private readonly breakers: Breakers,
    private readonly process: FaultyProcess,
  ) {
    super();
  }

  failed(name: string, failure: BreakerFailure): Promise<void> {
    return asked(this.process, `failure of ${name}`, () => this.breakers.failed(name, failure));
  }

  worked(name: string): Promise<void> {
    return asked(this.process, `success of ${name}`, () => this.breakers.worked(name));
  }

  look(names: readonly string[]): Promise<readonly BreakerReport[]> {
    return asked(this.process, `look at ${names.join()}`, () => this.breakers.look(names));
  }
}
