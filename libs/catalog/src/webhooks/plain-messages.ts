// The news of a plain resource: created, updated, deleted, each told with the whole resource. One piece for all of the catalog.
import type {
  IdPrefix, JsonObject, MessageSource, PlainEvent, PlainState, RenderContext, Resource, StreamType,
} from '@tillstream/event-sourcing'; // prettier-ignore

const VERBS = { Created: 'created', Updated: 'updated', Deleted: 'deleted' } as const;
type Verb = (typeof VERBS)[keyof typeof VERBS];

export interface PlainNews<Fields extends object, Name extends string> {
  readonly type: StreamType<PlainState<Fields>, PlainEvent<Name, Fields>>;
  /** Of the category and of its one resource (formats.md §1). Frozen. */
  readonly letter: string;
  /** First part of the message types, and `aggregate_type` of `/events`. */
  readonly aggregateType: string;
  readonly prefix: IdPrefix;
  /** Called for resources that were created. */
  readonly render: (resource: Resource<PlainState<Fields>>, context: RenderContext) => object;
  /** When each of them is sent. */
  readonly descriptions: Readonly<Record<Verb, string>>;
  readonly schema: JsonObject;
  readonly sample: JsonObject;
}

export function plainMessages<Fields extends object, Name extends string>(
  news: PlainNews<Fields, Name>,
): MessageSource<PlainState<Fields>, PlainEvent<Name, Fields>> {
  const { type, letter, aggregateType, prefix, descriptions, schema, sample } = news;
  const typeOf = (verb: Verb) => `${aggregateType}.${verb}`;
  return {
    type,
    letter,
    resources: {
      [letter]: {
        aggregateType,
        prefix,
        render: (resource, context) => (resource.state.status === 'absent' ? null : news.render(resource, context)),
      },
    },
    types: Object.values(VERBS).map((verb) => ({ type: typeOf(verb), description: descriptions[verb], schema, sample })),
    messagesOf: (event) => {
      const ending = (Object.keys(VERBS) as (keyof typeof VERBS)[]).find((word) => event.type.endsWith(word));
      return ending ? [{ type: typeOf(VERBS[ending]), letter }] : [];
    },
  };
}
