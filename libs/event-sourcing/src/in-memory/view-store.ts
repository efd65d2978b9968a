// The reference for what a view store means: documents, and everything else is worked out from them on the spot.
import type { ListQuery, ListResult, DueEntry, ViewCheckpoint, ViewDocument } from '../ports/view-store';
import { MOST_DOCUMENTS_TESTED, ViewStore } from '../ports/view-store';
import type { Resource } from '../resource';
import { streamName } from '../event';
import type { Clock, Instant } from '../time';

export class InMemoryViewStore extends ViewStore {
  private readonly documents = new Map<string, ViewDocument>();
  private place: ViewCheckpoint | null = null;

  constructor(private readonly clock: Clock) {
    super();
  }

  /** All that is stored, for a test to look at. */
  get all(): readonly ViewDocument[] {
    return [...this.documents.values()];
  }

  get(accountId: string, category: string, key: string): Promise<Resource | null> {
    const document = this.documents.get(nameOf(accountId, streamName(category, key)));
    return Promise.resolve(document ? resourceOf(document) : null);
  }

  getMany(accountId: string, category: string, keys: readonly string[]): Promise<readonly (Resource | null)[]> {
    return Promise.all(keys.map((key) => this.get(accountId, category, key)));
  }

  revisions(streams: readonly { readonly accountId: string; readonly stream: string }[]): Promise<readonly (number | null)[]> {
    return Promise.resolve(streams.map(({ accountId, stream }) => this.documents.get(nameOf(accountId, stream))?.revision ?? null));
  }

  write(documents: readonly ViewDocument[]): Promise<void> {
    for (const document of documents) {
      const name = nameOf(document.accountId, streamName(document.category, document.key));
      const held = this.documents.get(name);
      // A copy by way of JSON: what JSON does not carry is lost here too, and nobody can change what is stored.
      if (!held || held.revision < document.revision)
        this.documents.set(name, frozen(JSON.parse(JSON.stringify(document)) as ViewDocument));
    }
    return Promise.resolve();
  }

  list(query: ListQuery): Promise<ListResult> {
    const { test } = query;
    const members = this.members(query);
    const tested = test ? members.slice(0, MOST_DOCUMENTS_TESTED).filter((document) => test(resourceOf(document))) : members;
    return Promise.resolve({
      items: tested.slice(query.offset, query.offset + query.limit).map(resourceOf),
      total: tested.length,
      totalCapped: test !== undefined && members.length > MOST_DOCUMENTS_TESTED,
    });
  }

  counters(accountId: string, names: readonly string[]): Promise<readonly number[]> {
    const own = [...this.documents.values()].filter((document) => document.accountId === accountId);
    return Promise.resolve(names.map((name) => own.reduce((sum, { contributions }) => sum + (contributions.counters[name] ?? 0), 0)));
  }

  due(until: Instant, limit: number): Promise<readonly DueEntry[]> {
    const entries = [...this.documents.values()].flatMap(({ accountId, category, key, revision, contributions: { due } }) =>
      due === null || due > until ? [] : [{ accountId, stream: streamName(category, key), revision, at: due }],
    );
    return Promise.resolve(entries.sort(byTime).slice(0, limit));
  }

  checkpoint(): Promise<ViewCheckpoint | null> {
    return Promise.resolve(this.place);
  }

  moveCheckpoint(from: ViewCheckpoint | null, to: ViewCheckpoint): Promise<boolean> {
    if (!samePlace(this.place, from)) return Promise.resolve(false);
    this.place = to;
    return Promise.resolve(true);
  }

  now(): Promise<Instant> {
    return Promise.resolve(this.clock.now());
  }

  /** As if the store had been emptied. */
  wipe(): void {
    this.documents.clear();
    this.place = null;
  }

  private members({ accountId, category, index, order, from = -Infinity, until = Infinity }: ListQuery): readonly ViewDocument[] {
    const scored = [...this.documents.values()].flatMap((document) => {
      const score = document.accountId === accountId && document.category === category ? document.contributions.indexes[index] : undefined;
      return score === undefined || score < from || score > until ? [] : [{ score, key: document.key, document }];
    });
    scored.sort((left, right) => left.score - right.score || compare(left.key, right.key));
    if (order === 'descending') scored.reverse();
    return scored.map(({ document }) => document);
  }
}

const nameOf = (accountId: string, stream: string): string => `${accountId}/${stream}`;

function resourceOf({ contributions: _, ...resource }: ViewDocument): Resource {
  return resource;
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const byTime = (left: DueEntry, right: DueEntry): number =>
  left.at - right.at || compare(left.accountId, right.accountId) || compare(left.stream, right.stream);

const samePlace = (left: ViewCheckpoint | null, right: ViewCheckpoint | null): boolean =>
  left?.generation === right?.generation && left?.position === right?.position && left?.complete === right?.complete;

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
