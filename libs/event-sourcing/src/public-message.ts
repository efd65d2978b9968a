// What the outside is told about a resource. Each domain lib says in its `webhooks/` folder which of its events are news;
// the raw event itself is never sent. Delivery, `/events` and the message ids are made of this, in `webhooks`.
import type { DomainEvent, RecordedEvent } from './event';
import type { StreamType } from './decider';
import type { IdPrefix } from './ids';
import type { JsonObject } from './json';
import type { RenderContext } from './render';
import type { Resource } from './resource';

/** One piece of news: `type` about the resource `letter` of the stream. At most one per resource and event. */
export interface PublicMessage {
  /** E.g. `checkout_session.completed`; one of the source's `types`. */
  readonly type: string;
  /** Which of the source's `resources` it is about (letters of formats.md §1, e.g. `s`, `I`, `R`). Part of the message id. */
  readonly letter: string;
  /** The resource's key where it is not the stream's own (an intent or a refund on its session's stream). */
  readonly key?: string;
}

/** A message type as it is documented: one file each. */
export interface MessageType {
  readonly type: string;
  /** One sentence: when it is sent. */
  readonly description: string;
  /** JSON schema of `data.object`. */
  readonly schema: JsonObject;
  /** An example of `data.object`. */
  readonly sample: JsonObject;
}

/** A kind of resource whose state a stream holds. */
export interface PublicResource<State = unknown> {
  /** `aggregate_type` of `/events`, e.g. `checkout_session`. */
  readonly aggregateType: string;
  /** Prefix of its outside ids. */
  readonly prefix: IdPrefix;
  /** It lives on another's stream: the category of the parts (`View.parts`) that lead there from its key. */
  readonly partOf?: string;
  /**
   * The whole resource as the API shows it, custom fields included, from its own stream alone: nothing joined, no counters, foreign
   * objects as their id. Null while `key` does not exist in this state. `context.now` is the time of the event.
   */
  render(resource: Resource<State>, context: RenderContext, key: string): object | null;
}

/** All news of one category. Everything in it is pure; `messagesOf` must answer the same for ever, since `sequence` counts it. */
export interface MessageSource<State = unknown, Event extends DomainEvent = DomainEvent> {
  readonly type: StreamType<State, Event>;
  /** The category's letter in message ids (formats.md §1). Frozen. */
  readonly letter: string;
  /** By letter. */
  readonly resources: Readonly<Record<string, PublicResource<State>>>;
  readonly types: readonly MessageType[];
  /** What `event` is told as; empty for an event that is nobody's business. `before` is the initial state for the first event. */
  messagesOf(event: RecordedEvent<Event>, before: State, after: State): readonly PublicMessage[];
}
