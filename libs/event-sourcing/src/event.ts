// What is stored. A domain event is `{type, data}`; around it stands the metadata that every event carries (formats.md §2).
import type { Instant } from './time';

/** `type` is the storage format: frozen once released. `data` is JSON. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** Who did it. `id` is the API token's public id, the process' name, or null for a buyer. */
export interface Actor {
  readonly kind: 'api_token' | 'buyer' | 'system' | 'operator' | 'processor';
  readonly id: string | null;
}

export interface EventMetadata {
  /** Schema version of this event type; a lower one than the current is upcast on reading. */
  readonly v: number;
  readonly accountId: string;
  /** The only business time: max(now, the previous event's `at`). */
  readonly at: Instant;
  readonly actor: Actor;
  readonly commandId: string;
  readonly requestHash: string;
  readonly requestId: string | null;
  readonly $correlationId: string;
  readonly $causationId: string;
  /** Client address cut to its network (/24, /48), or null. */
  readonly net: string | null;
  readonly reason: string | null;
  /** Hash of the stream's previous event, null for its first. */
  readonly prevHash: string | null;
  readonly hash: string;
}

/** Position in the log of all events; increasing, not consecutive, and different on another cluster. */
export type Position = bigint;

export interface ProposedEvent<Event extends DomainEvent = DomainEvent> {
  readonly id: string;
  readonly type: Event['type'];
  readonly data: Event['data'];
  readonly metadata: EventMetadata;
}

export interface RecordedEvent<Event extends DomainEvent = DomainEvent> extends ProposedEvent<Event> {
  /** `<category>-<20 characters>` */
  readonly stream: string;
  /** 0 for the first event of its stream. */
  readonly revision: number;
  readonly position: Position;
  /** What the store really holds, where upcasting changed it: proofs are about this. */
  readonly stored?: { readonly type: string; readonly data: object };
}

/** `checkoutSession-4f…` → `checkoutSession`; the key is what follows the first dash. */
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
export const keyOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
export const streamName = (category: string, key: string): string => `${category}-${key}`;
