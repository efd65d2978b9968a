// What became of deliveries, attempt by attempt: operational data, kept for 30 days and lost when the store is (law 10).
import type { Instant } from '../time';

export interface LoggedAttempt {
  /** Key of the attempt's `del_` id. */
  readonly id: string;
  /** Key of the endpoint. */
  readonly endpoint: string;
  readonly url: string;
  readonly at: Instant;
  readonly latencyMs: number;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** The answer's first 2 kB. */
  readonly answer: string | null;
  readonly error: string | null;
  readonly outcome: 'delivered' | 'retrying' | 'failed';
  /** When it is tried again, for `retrying`. */
  readonly nextAt: Instant | null;
}

export abstract class DeliveryLog {
  /** @param message as in the pending sets: event and type. */
  abstract record(message: string, attempt: LoggedAttempt): Promise<void>;
  /** Oldest first, of all endpoints; at most the last 200. */
  abstract attempts(message: string): Promise<readonly LoggedAttempt[]>;
}
