// Views as a replay reads them: many in one go, a time-out repeated, and an unreadable document told apart from a missing one.
import { type Clock, isPassing, type Resource, type ViewStore } from '@tillstream/event-sourcing';
import { type Difference, differenceOf, unreadable } from '../core/difference';

export type ViewRead = { readonly view: Resource | null } | { readonly error: string };

/** Null: it is as the events say. */
export const readDifference = (stream: string, events: Resource, read: ViewRead): Difference | null =>
  'error' in read ? unreadable(stream, events, read.error) : differenceOf(stream, events, read.view);

type Wanted = Pick<Resource, 'accountId' | 'category' | 'key'>;

const TRIES = 5;
const PAUSE_MS = 200;

export class ViewReads {
  constructor(
    private readonly viewStore: ViewStore,
    private readonly clock: Clock,
  ) {}

  /** In the order of `wanted`. Throws a Fault when the view store does not answer, again and again. */
  async many(wanted: readonly Wanted[]): Promise<readonly ViewRead[]> {
    const groups = Map.groupBy(wanted, ({ accountId, category }) => `${category} ${accountId}`);
    const found = new Map<Wanted, ViewRead>();
    for (const group of groups.values()) {
      const reads = await this.group(group);
      group.forEach((one, index) => found.set(one, reads[index] ?? { view: null }));
    }
    return wanted.map((one) => found.get(one) ?? { view: null });
  }

  private async one({ accountId, category, key }: Wanted): Promise<ViewRead> {
    try {
      return { view: await this.insist(() => this.viewStore.get(accountId, category, key)) };
    } catch (error) {
      if (isPassing(error)) throw error;
      return { error: String(error) };
    }
  }

  private async group(wanted: readonly Wanted[]): Promise<readonly ViewRead[]> {
    const [first] = wanted;
    if (!first) return [];
    const keys = wanted.map(({ key }) => key);
    try {
      const views = await this.insist(() => this.viewStore.getMany(first.accountId, first.category, keys));
      return views.map((view) => ({ view }));
    } catch (error) {
      if (isPassing(error)) throw error;
      return Promise.all(wanted.map((one) => this.one(one))); // one of them cannot be read: which?
    }
  }

  private async insist<T>(read: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await read();
      } catch (error) {
        if (!isPassing(error) || tries === TRIES) throw error;
        await this.clock.sleep(PAUSE_MS);
      }
    }
  }
}
