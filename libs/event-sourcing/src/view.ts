// The read side of a category: which lists, counters and timers a state is in. The stored view is the folded state itself.
import type { StreamType } from './decider';
import type { DomainEvent } from './event';
import type { Contributions, ViewDocument } from './ports/view-store';
import type { Resource } from './resource';

export interface View<State = unknown, Event extends DomainEvent = DomainEvent> {
  readonly type: StreamType<State, Event>;
  /** A pure function of the one resource, so that a document can always be made again from its stream. */
  contributions(resource: Resource<State>): Contributions;
  /** A state as most are: a store may keep the names of its fields once, not in each document. */
  readonly typical?: State & object;
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
