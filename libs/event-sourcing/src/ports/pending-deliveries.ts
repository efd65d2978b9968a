// What has still to be delivered, per endpoint: a cache of what follows from the events and the settled position (law 10). Each
// method is one atomic step; a message is text whose first 21 characters name its stream, and sorts within it by revision.
import type { Position } from '../event';
import type { Instant } from '../time';

/** Up to where everything was delivered, has failed for good, or was set aside; null is the start of the log. */
export interface Settled {
  readonly position: Position | null;
  /** Endpoints that lag behind `position`, and how far. */
  readonly behind: Readonly<Record<string, Position | null>>;
}

export interface OpenDeliveries {
  /** Made anew whenever the store is found empty. */
  readonly epoch: string;
  /** How far messages have been put into the pending sets. */
  readonly enqueued: Position | null;
  /** From where this epoch began: older messages are known to be settled. */
  readonly resumed: Settled;
}

/** Changes in the order of their events. `endpoint` is a key of 20 characters. */
export type DeliveryChange =
  /** `after` is a position from which on the log shows the message again: that of the event seen before it. */
  | { readonly kind: 'add'; readonly endpoint: string; readonly message: string; readonly after: Position | null }
  /** A message that goes by its own time, beside the order of its stream; it leaves the pending set where it was in it. */
  | { readonly kind: 'defer'; readonly endpoint: string; readonly message: string; readonly tries: number; readonly nextAt: Instant }
  /** Forgets a deferred message. */
  | { readonly kind: 'end'; readonly endpoint: string; readonly message: string }
  /** Keeps an opaque description of an endpoint that is delivered to. */
  | { readonly kind: 'endpoint'; readonly endpoint: string; readonly description: string }
  /** Forgets an endpoint with all that waits for it. */
  | { readonly kind: 'drop'; readonly endpoint: string };

export interface DeliveryBatch {
  readonly epoch: string;
  readonly from: Position | null;
  readonly to: Position | null;
  readonly changes: readonly DeliveryChange[];
  readonly now: Instant;
}

export interface ClaimRequest {
  readonly endpoint: string;
  readonly now: Instant;
  /** At most so many, deferred ones included. */
  readonly limit: number;
  /** At most so many deferred ones: a mass of them never keeps new messages waiting. */
  readonly deferredLimit: number;
  /** For how long nobody else gets what is claimed. */
  readonly leaseMs: number;
}

export interface ClaimedMessage {
  readonly message: string;
  /** Failed attempts so far. */
  readonly tries: number;
  /** The one message by which a paused endpoint is tried. */
  readonly isProbe: boolean;
  readonly isDeferred: boolean;
}

export interface Claim {
  readonly messages: readonly ClaimedMessage[];
  /** When to claim again if nothing else happens; null when nothing waits. */
  readonly nextAt: Instant | null;
}

export interface FailedAttempt {
  readonly endpoint: string;
  readonly message: ClaimedMessage;
  readonly now: Instant;
  /** When this message may go again; null: never, it is given up. */
  readonly nextAt: Instant | null;
  readonly pauseAfterFailures: number;
  /** Pauses of the endpoint before its first, second … probe, in milliseconds; the last repeats. */
  readonly probePausesMs: readonly number[];
}

export interface EndpointHealth {
  /** Failures since the last success. */
  readonly failuresInRow: number;
  readonly failingSince: Instant | null;
  /** Null: not paused. */
  readonly pausedUntil: Instant | null;
}

export abstract class PendingDeliveries {
  /** What is held, or null when there is nothing: never begun, or emptied. */
  abstract opened(): Promise<OpenDeliveries | null>;
  /** Begins a new epoch with these endpoints and deferred messages; false when one is open (somebody else was quicker). */
  abstract begin(epoch: string, resumed: Settled, changes: readonly DeliveryChange[]): Promise<boolean>;
  /** Descriptions of the endpoints that are delivered to, by key. */
  abstract endpoints(epoch: string): Promise<ReadonlyMap<string, string>>;
  /**
   * Moves `enqueued` and changes the sets in one step. Answers which endpoints have work now; null, with nothing changed, when the
   * epoch or `from` is not what is held.
   */
  abstract enqueue(batch: DeliveryBatch): Promise<readonly string[] | null>;
  /** Null when this epoch is not what is held: an emptied store never reads as "all settled". */
  abstract settled(epoch: string): Promise<Settled | null>;
  /** Endpoints that have had something to do since before `until`: a drain of theirs was lost, or is about to begin. */
  abstract due(until: Instant, limit: number): Promise<readonly string[]>;
  /** The next messages: of each stream only the earliest, none that waits or is claimed; of a paused endpoint one, once its pause is over. */
  abstract claim(request: ClaimRequest): Promise<Claim>;
  /** It is gone, and the endpoint is healthy. Answers whether the message was a deferred one by now. */
  abstract delivered(endpoint: string, message: string, now: Instant): Promise<boolean>;
  /**
   * Keeps or gives up the message, and pauses the endpoint after too many failures. Answers the endpoint's health after it; null, with
   * nothing changed, when the message is no longer held: another has delivered it, or it was dropped.
   */
  abstract failed(attempt: FailedAttempt): Promise<EndpointHealth | null>;
  /** Failed attempts and the next one's time of a message that waits for this endpoint; null when it does not. */
  abstract waiting(endpoint: string, message: string): Promise<{ readonly tries: number; readonly nextAt: Instant | null } | null>;
}
