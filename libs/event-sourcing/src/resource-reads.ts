// Reads for answers: by id from the views, or folded from the stream when the views cannot say; lists only from complete views.
import type { StreamType } from './decider';
import type { DomainEvent } from './event';
import { Fault, isFault } from './faults';
import type { JsonObject } from './json';
import type { ListQuery, ListResult, ViewStore } from './ports/view-store';
import type { Resource } from './resource';
import type { StreamReader } from './stream-reader';
import type { PartState } from './view';

/** Lists cannot be answered until the projector has reached the head again; reads by id can. */
export class ViewsRebuilding extends Fault {
  constructor() {
    super('unavailable', 'the lists are being rebuilt from the events; reads by id work meanwhile');
  }
}

/** One page of a list, typed by its category. */
export type ListOf<State> = Omit<ListResult, 'items'> & { readonly items: readonly Resource<State>[] };

export class ResourceReads {
  constructor(
    private readonly views: ViewStore,
    private readonly reader: StreamReader,
  ) {}

  /** Null when there is no such resource in this account. With `minRevision`, never an older state than that. */
  async byKey<State, Event extends DomainEvent>(
    type: StreamType<State, Event>,
    at: { readonly accountId: string; readonly key: string; readonly minRevision?: number },
  ): Promise<Resource<State> | null> {
    const viewed = await this.fromViews<State>(type.category, at);
    if (viewed && viewed.revision >= (at.minRevision ?? 0)) return viewed;
    const folded = await this.reader.current(type, at.key);
    return folded.revision >= 0 && folded.accountId === at.accountId ? folded : null;
  }

  /** Throws ViewsRebuilding, or Fault `unavailable` when the view store does not answer. */
  async list<State>(_type: StreamType<State, never>, query: ListQuery): Promise<ListOf<State>> {
    return this.listed(query);
  }

  /** A list of parts (`View.parts`), each with its owner's key. */
  async parts<Facts extends JsonObject>(query: ListQuery): Promise<ListOf<PartState<Facts>>> {
    return this.listed(query);
  }

  /**
   * One part. Nothing but the views knows in which stream it is: null only when they are complete; until then this throws ViewsRebuilding,
   * and Fault `unavailable` when they do not answer.
   */
  async part(at: { readonly accountId: string; readonly category: string; readonly key: string }): Promise<Resource<PartState> | null> {
    const found = await this.views.get(at.accountId, at.category, at.key);
    if (!found) await this.assertComplete();
    return found as Resource<PartState> | null;
  }

  /** Several at once, null where there is none: what stands beside other documents in an answer. Folds from the streams where the views cannot say. */
  async held<State, Event extends DomainEvent>(
    type: StreamType<State, Event>,
    { accountId, keys }: { readonly accountId: string; readonly keys: readonly string[] },
  ): Promise<readonly (Resource<State> | null)[]> {
    if (keys.length === 0) return [];
    try {
      const found = (await this.views.getMany(accountId, type.category, keys)) as readonly (Resource<State> | null)[];
      if (!found.includes(null) || (await this.views.checkpoint())?.complete) return found;
    } catch (error) {
      if (!isFault(error)) throw error;
    }
    return Promise.all(keys.map((key) => this.byKey(type, { accountId, key })));
  }

  async counters(accountId: string, names: readonly string[]): Promise<readonly number[]> {
    return this.views.counters(accountId, names);
  }

  /** For decisions that rest on a count: throws as `list` does, instead of counting what is there so far. */
  async completeCounters(accountId: string, names: readonly string[]): Promise<readonly number[]> {
    if (names.length === 0) return [];
    await this.assertComplete();
    const counted = await this.counters(accountId, names);
    await this.assertComplete(); // emptied in between, they would all be 0
    return counted;
  }

  private async assertComplete(): Promise<void> {
    const checkpoint = await this.views.checkpoint();
    if (!checkpoint?.complete) throw new ViewsRebuilding();
  }

  private async listed<State>(query: ListQuery): Promise<ListOf<State>> {
    await this.assertComplete();
    const result = await this.views.list(query);
    return { ...result, items: result.items as readonly Resource<State>[] };
  }

  private async fromViews<State>(
    category: string,
    at: { readonly accountId: string; readonly key: string },
  ): Promise<Resource<State> | null> {
    try {
      return (await this.views.get(at.accountId, category, at.key)) as Resource<State> | null;
    } catch (error) {
      if (isFault(error)) return null;
      throw error;
    }
  }
}
