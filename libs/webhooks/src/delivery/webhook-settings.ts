// What may be set about deliveries; specs set pauses of milliseconds.
import { DELIVERY_SCHEDULE, DISABLE_AFTER_MS, PAUSE_AFTER_FAILURES } from '../core/schedule';

export class WebhookSettings {
  /** ALLOW_INSECURE_WEBHOOKS: http and loopback, for development. */
  readonly allowInsecure: boolean = false;
  /** Pauses before each attempt, in milliseconds. */
  readonly schedule: readonly number[] = DELIVERY_SCHEDULE;
  readonly pauseAfterFailures: number = PAUSE_AFTER_FAILURES;
  readonly disableAfterMs: number = DISABLE_AFTER_MS;
  /** For one attempt, from the first byte out to the last byte in. */
  readonly timeoutMs: number = 15_000;
  /** Streams of one endpoint that are delivered side by side. */
  readonly lanes: number = 8;
  /** Of these, for messages that were set aside or are sent again. */
  readonly deferredLanes: number = 2;
  /** How often the settled position is written. */
  readonly settleEveryMs: number = 5_000;
  /** In [0, 1); spreads what failed together. */
  readonly chance: () => number = Math.random;

  constructor(given: Partial<WebhookSettings> = {}) {
    Object.assign(this, given);
  }
}
