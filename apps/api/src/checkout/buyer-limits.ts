// How often buyers may press "Pay" and type codes: enough for a person with several cards or a slip of paper, too few for a machine that tries
// stolen numbers or guesses codes. What is limited per session is decided there, by its events (libs/checkout, core/screening.ts).
import { Injectable } from '@nestjs/common';
import { type CheckoutSessionState, findAttempt, type StartedAttempt } from '@tillstream/checkout';
import type { Resource } from '@tillstream/event-sourcing';
import { Metrics } from '@tillstream/platform';
import { ApiLimits } from '../api-limits';
import type { ApiRequest } from '../http/http-edge';
import { type CountedLimit, CountedLimits } from './counted-limits';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CODES_MS = 10 * MINUTE_MS;
export const CODES_PER_SESSION = 10;
export const CODES_PER_ADDRESS = 30;

/** Refusals that somebody who watches for card testing wants to see. */
const WATCHED: readonly string[] = ['too-many-attempts', 'too-many-cards', 'card-tried-too-often'];

type Session = Resource<CheckoutSessionState>;

/** As this process remembers it, and a way to look what it is now. */
interface PressedSession {
  readonly remembered: Session;
  readonly present: () => Promise<Session>;
}

/** As Fastify tells it. */
type Client = Pick<ApiRequest, 'ip' | 'ips' | 'headers'>;

/** It may be anybody who wants to look like many; or the proxy that all buyers come through, and that nobody has named. */
const STRANGE_PROXY =
  'a request was refused whose X-Forwarded-For is not believed: if it came through a proxy of yours, name it in TRUSTED_PROXIES, or all of its buyers count as one';
const isForwardedByStranger = ({ headers, ips }: Client): boolean => headers['x-forwarded-for'] !== undefined && (ips?.length ?? 1) < 2;

@Injectable()
export class BuyerLimits {
  private readonly refused;

  constructor(
    private readonly counted: CountedLimits,
    private readonly limits: ApiLimits,
    metrics: Metrics,
  ) {
    this.refused = metrics.counter({
      name: 'tillstream_refused_presses_total',
      help: 'Presses of "Pay" that no processor was asked for, by what refused them.',
      labels: ['why'],
    });
  }

  /** Throws 429. A repeat of a press that is known is no further press: a page sends it again until it is answered. */
  async press({ remembered, present }: PressedSession, attemptKey: string, client: Client): Promise<void> {
    if (isPressed(remembered, attemptKey)) return;
    const name = this.counted.addressName(client.ip);
    try {
      await this.count('attempts', client, [
        { name: `attempts:minute:${name}`, most: this.limits.attemptsPerMinute, withinMs: MINUTE_MS },
        { name: `attempts:hour:${name}`, most: this.limits.attemptsPerHour, withinMs: HOUR_MS },
      ]);
    } catch (error) {
      // It may be known elsewhere: whoever is refused is told that he was not charged, and perhaps he was.
      if (!isPressed(await present(), attemptKey)) throw error;
    }
  }

  /** Throws 429. */
  async code(sessionKey: string, client: Client): Promise<void> {
    await this.count('codes', client, [
      { name: `codes:session:${sessionKey}`, most: CODES_PER_SESSION, withinMs: CODES_MS },
      { name: `codes:address:${this.counted.addressName(client.ip)}`, most: CODES_PER_ADDRESS, withinMs: CODES_MS },
    ]);
  }

  private async count(what: string, client: Client, limits: readonly CountedLimit[]): Promise<void> {
    try {
      await this.counted.count(what, limits);
    } catch (error) {
      if (isForwardedByStranger(client)) this.counted.warn({ limit: what }, STRANGE_PROXY);
      throw error;
    }
  }

  /** Counts what a press was refused for, where nobody was asked for money. */
  note({ outcome }: StartedAttempt, attemptKey: string): void {
    const why = outcome.kind === 'rejected' ? outcome.reasons[0]?.code : failureOf(outcome.resource, attemptKey);
    if (why !== undefined && (WATCHED.includes(why) || why === 'fraud-rule')) this.refused.inc({ why });
  }
}

const isPressed = ({ state }: Session, attemptKey: string): boolean => state.status !== 'absent' && findAttempt(state, attemptKey) !== null;

const failureOf = ({ state }: Session, attemptKey: string): string | undefined =>
  state.status === 'absent' ? undefined : findAttempt(state, attemptKey)?.failed?.reason;
