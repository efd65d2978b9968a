// The messages of one stream, folded from its events: which there are, the how-manieth each is of its resource, and what it says.
import {
  canonicalJson, keyOf, type MessageSource, type PublicMessage, type PublicResource, type RecordedEvent, type RenderContext, type Resource,
  stepsOf,
} from '@tillstream/event-sourcing'; // prettier-ignore
import type { MessageRef } from './message-id';

export interface ToldMessage {
  readonly ref: MessageRef;
  readonly type: string;
  readonly source: MessageSource;
  readonly kind: PublicResource;
  /** Key of the resource it is about. */
  readonly resourceKey: string;
  /** 1, 2, 3 … without a gap, per resource. */
  readonly sequence: number;
  readonly event: RecordedEvent;
  readonly before: Resource;
  readonly after: Resource;
}

/** What `event` is told as, with the kind of resource each message is about. */
export const newsOf = (source: MessageSource, event: RecordedEvent, states: { readonly before: Resource; readonly after: Resource }) =>
  source.messagesOf(event, states.before.state, states.after.state).map((message) => ({ message, kind: kindOf(source, message) }));

function kindOf(source: MessageSource, message: PublicMessage): PublicResource {
  const kind = source.resources[message.letter];
  if (!kind) throw new TypeError(`${message.type} is about a resource '${message.letter}' that ${source.type.category} does not have`);
  return kind;
}

/** All messages of a stream, in order, given its events from the first on. */
export function toldMessages(source: MessageSource, events: readonly RecordedEvent[]): readonly ToldMessage[] {
  const counted = new Map<string, number>();
  return stepsOf(source.type, events).flatMap(({ event, before, after }) =>
    newsOf(source, event, { before, after }).map(({ message, kind }) => {
      const resourceKey = message.key ?? keyOf(event.stream);
      const sequence = (counted.get(`${message.letter}${resourceKey}`) ?? 0) + 1;
      counted.set(`${message.letter}${resourceKey}`, sequence);
      const ref = { category: source.letter, key: keyOf(event.stream), revision: event.revision, resource: message.letter };
      return { ref, type: message.type, source, kind, resourceKey, sequence, event, before, after };
    }),
  );
}

export interface RenderedMessage {
  readonly object: Readonly<Record<string, unknown>>;
  /** What changed, as it was before; null for the first news of a resource. */
  readonly previousAttributes: Readonly<Record<string, unknown>> | null;
}

/**
 * Rendered as at the event's own time, so that a message says the same however late or often it is made. The news that something was
 * deleted opens nothing of what it was before either, whether or not the key is gone already.
 */
export function renderMessage(told: ToldMessage, { ids, open }: Omit<RenderContext, 'now'>): RenderedMessage {
  const { kind, before, after, resourceKey } = told;
  const context = { ids, open: isDeleted(after.state) ? () => null : open };
  const object = { ...kind.render(after, { ...context, now: told.event.metadata.at }, resourceKey) };
  const previous = before.revision < 0 ? null : kind.render(before, { ...context, now: before.updatedAt }, resourceKey);
  return { object, previousAttributes: previous && changed({ ...previous }, object) };
}

const isDeleted = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'status' in state && state.status === 'deleted';

const changed = (previous: Readonly<Record<string, unknown>>, present: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(previous).filter(([name, value]) => json(value) !== json(present[name])));

const json = (value: unknown): string => (value === undefined ? '' : canonicalJson(value));
