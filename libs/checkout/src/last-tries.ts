// What asking about a charge or a refund came to last, for whoever looks at what is unresolved. Nothing rests on it: it is kept beside the health of
// processors for as long as asking goes on, and is lost with Redis; what counts stands in the events.
import { Injectable } from '@nestjs/common';
import { Breakers, Clock, type Instant, Log } from '@tillstream/event-sourcing';

export interface LastTry {
  readonly at: Instant;
  /** What was found, or why nothing was. */
  readonly said: string;
}

/** One, remembered from one daily try to the next and a few more. */
const LAST = { most: 1, withinMs: 1, keptMs: 7 * 24 * 3_600_000 } as const;
const MOST_SAID = 200;

@Injectable()
export class LastTries {
  constructor(
    private readonly breakers: Breakers,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Nobody waits for it. @param key of the charge, or of the refund */
  note(key: string, said: string): void {
    this.breakers
      .failed(nameOf(key), { reason: said.slice(0, MOST_SAID), ...LAST })
      .catch((error: unknown) => this.log.warn({ key, error: String(error) }, 'what asking came to was not noted'));
  }

  /** In the order of the keys; null: nobody remembers. Throws a Fault when nobody can say. */
  async of(keys: readonly string[]): Promise<readonly (LastTry | null)[]> {
    const reports = await this.breakers.look(keys.map(nameOf));
    return reports.map(({ lastFailure }) => lastFailure && { at: this.clock.now() - lastFailure.agoMs, said: lastFailure.reason });
  }
}

const nameOf = (key: string): string => `last-try:${key}`;
