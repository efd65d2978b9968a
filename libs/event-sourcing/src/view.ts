// The read side of a category: which lists, counters and timers a state is in. The stored view is the folded state itself.
import type { StreamType } from './decider';
import type { DomainEvent } from './event';
import type { JsonObject } from './json';
import type { Contributions, ViewDocument } from './ports/view-store';
import type { Resource } from './resource';
import type { Instant } from './time';

export interface View<State = unknown, Event extends DomainEvent = DomainEvent> {
  readonly type: StreamType<State, Event>;
  /** A pure function of the one resource, so that a document can always be made again from its stream. */
  contributions(resource: Resource<State>): Contributions;
  /** A state as most are: a store may keep the names of its fields once, not in each document. */
  readonly typical?: State & object;
  /** Pieces with ids and lists of their own that live on this stream; none when absent. */
  parts?(resource: Resource<State>): readonly ViewPart[];
}

/** A piece of a resource: an attempt of a session. It leads to its owner, and holds what its own lists are tested by. */
export interface ViewPart {
  /** No stream's: its documents come from this view alone. */
  readonly category: string;
  readonly key: string;
  readonly createdAt: Instant;
  readonly indexes: Readonly<Record<string, number>>;
  readonly facts?: JsonObject;
}

/** What is stored of a part. */
export interface PartState<Facts extends JsonObject = JsonObject> {
  readonly ownerKey: string;
  readonly facts: Facts;
}

export const contributesNothing: Contributions = { indexes: {}, counters: {}, due: null };

export const documentOf = <State>(view: View<State, never>, resource: Resource<State>): ViewDocument<State> => ({
  key: resource.key,
  category: resource.category,
  accountId: resource.accountId,
  revision: resource.revision,
  createdAt: resource.createdAt,
  updatedAt: resource.updatedAt,
  state: resource.state,
  contributions: view.contributions(resource),
});

/**
 * All documents of a resource, its parts first: a write that breaks off leaves the resource behind its parts, and it is by the resource
 * that the projector sees what is still to be written. So a part is never missing beside an owner that names it.
 */
export const documentsOf = <State>(view: View<State, never>, resource: Resource<State>): readonly ViewDocument[] => [
  ...(view.parts?.(resource) ?? []).map((part) => partDocument(part, resource)),
  documentOf(view, resource),
];

/** The same by the view of its category; none where it has no view. */
export const documentsBy = (views: Pick<ViewCatalog, 'get'>, resource: Resource): readonly ViewDocument[] => {
  const view = views.get(resource.category);
  return view ? documentsOf(view, resource) : [];
};

function partDocument({ category, key, createdAt, indexes, facts = {} }: ViewPart, owner: Resource): ViewDocument<PartState> {
  const { accountId, revision, updatedAt } = owner;
  const state = { ownerKey: owner.key, facts };
  return { key, category, accountId, revision, createdAt, updatedAt, state, contributions: { indexes, counters: {}, due: null } };
}

/** The views by category; made once where a process is composed. */
export class ViewCatalog {
  private readonly byCategory: ReadonlyMap<string, View>;

  constructor(views: readonly View[]) {
    this.byCategory = new Map(views.map((view) => [view.type.category, view]));
    if (this.byCategory.size !== views.length) throw new Error('two views for one category');
  }

  get(category: string): View | undefined {
    return this.byCategory.get(category);
  }

  /** Stream-name prefixes of everything that has a view: the filter of the projector's subscription. */
  get prefixes(): readonly string[] {
    return [...this.byCategory.keys()].map((category) => `${category}-`);
  }

  get typicalStates(): readonly object[] {
    return [...this.byCategory.values()].flatMap(({ typical }) => typical ?? []);
  }

  get categories(): readonly string[] {
    return [...this.byCategory.keys()];
  }
}
