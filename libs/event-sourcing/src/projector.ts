// Rebuilds views from events; repeatable at will. What is not newer than what is stored changes nothing.
import { categoryOf, keyOf, type RecordedEvent } from './event';
import type { EventStore } from './ports/event-store';
import type { ViewDocument, ViewStore } from './ports/view-store';
import { foldStream, type Resource } from './resource';
import { documentsOf, type View, type ViewCatalog } from './view';

export class Projector {
  constructor(
    private readonly views: ViewCatalog,
    private readonly store: EventStore,
    private readonly viewStore: ViewStore,
  ) {}

  /** Brings the documents of these events' streams up to them: one look at what is there and one write for the whole page. */
  async project(events: readonly RecordedEvent[]): Promise<void> {
    const byStream = Map.groupBy(events, (event) => event.stream);
    const streams = [...byStream].flatMap(([stream, own]) => (own[0] ? [{ stream, accountId: own[0].metadata.accountId, own }] : []));
    const held = await this.viewStore.revisions(streams);
    const due = streams.flatMap(({ stream, own, accountId }, index) => {
      const view = this.views.get(categoryOf(stream));
      const heldRevision = held[index] ?? -1;
      const fresh = own.filter((event) => event.revision > heldRevision);
      return view && fresh.length > 0 ? [this.documents(view, { stream, accountId, heldRevision, fresh })] : [];
    });
    const documents = await Promise.all(due); // side by side: the reads of a page share a round trip
    if (documents.length > 0) await this.viewStore.write(documents.flat());
  }

  /** What an append of this process makes of a view at once, so that it reads its own write. */
  async write(resource: Resource): Promise<void> {
    const view = this.views.get(resource.category);
    if (view) await this.viewStore.write(documentsOf(view, resource));
  }

  private async documents(
    view: View,
    at: { stream: string; accountId: string; heldRevision: number; fresh: readonly RecordedEvent[] },
  ): Promise<readonly ViewDocument[]> {
    const held = at.heldRevision < 0 ? null : await this.viewStore.get(at.accountId, view.type.category, keyOf(at.stream));
    if (held && follow(held.revision, at.fresh)) return documentsOf(view, extend(view, held, at.fresh));
    if (follow(-1, at.fresh)) return documentsOf(view, foldStream(view.type, at.stream, at.fresh));
    // A predecessor is missing (the store was emptied in between, or another wrote at the same time): fold from the first event.
    return documentsOf(view, foldStream(view.type, at.stream, await this.store.read(at.stream)));
  }
}

/** Whether these events are the very next ones after `revision`, without a gap and without one twice. */
const follow = (revision: number, events: readonly RecordedEvent[]): boolean =>
  events.every((event, index) => event.revision === revision + 1 + index);

function extend(view: View, base: Resource, events: readonly RecordedEvent[]): Resource {
  const last = events.at(-1);
  if (!last) return base;
  const state = events.reduce((folded, event) => view.type.evolve(folded, event), base.state);
  return { ...base, state, revision: last.revision, updatedAt: last.metadata.at };
}
