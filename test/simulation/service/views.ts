// The views as far as a story needs them: states as they are, and the one timer of each. All of it may be wiped at any moment.
import {
  type Clock, type DueEntry, Fault, type Instant, type ListResult, type Resource, streamName, type ViewCheckpoint, type ViewDocument, ViewStore,
} from '@tillstream/event-sourcing'; // prettier-ignore
import type { FaultyProcess } from '../weather/faulty-process';

export class SimViews extends ViewStore {
  private generation = 0;
  private isComplete = true;
  private readonly documents = new Map<string, ViewDocument>();

  constructor(
    private readonly clock: Clock,
    /** Something may be due. */
    private readonly written: (due: DueEntry) => void,
  ) {
    super();
  }

  get(_accountId: string, category: string, key: string): Promise<Resource | null> {
    return Promise.resolve(this.documents.get(streamName(category, key)) ?? null);
  }

  getMany(accountId: string, category: string, keys: readonly string[]): Promise<readonly (Resource | null)[]> {
    return Promise.all(keys.map((key) => this.get(accountId, category, key)));
  }

  revisions(streams: readonly { readonly stream: string }[]): Promise<readonly (number | null)[]> {
    return Promise.resolve(streams.map(({ stream }) => this.documents.get(stream)?.revision ?? null));
  }

  write(documents: readonly ViewDocument[]): Promise<void> {
    for (const document of documents) {
      const stream = streamName(document.category, document.key);
      if ((this.documents.get(stream)?.revision ?? -1) >= document.revision) continue;
      this.documents.set(stream, document);
      const at = document.contributions.due;
      if (at !== null) this.written({ accountId: document.accountId, stream, revision: document.revision, at });
    }
    return Promise.resolve();
  }

  /** Nothing in a story rests on a list. */
  list(): Promise<ListResult> {
    return Promise.resolve({ items: [], total: 0, totalCapped: false });
  }

  counters(_accountId: string, names: readonly string[]): Promise<readonly number[]> {
    return Promise.resolve(names.map(() => 0));
  }

  /** What the timer of this stream says now. */
  dueOf(stream: string): { readonly revision: number; readonly at: Instant | null } | null {
    const document = this.documents.get(stream);
    return document ? { revision: document.revision, at: document.contributions.due } : null;
  }

  due(): Promise<readonly DueEntry[]> {
    return Promise.resolve([]);
  }

  checkpoint(): Promise<ViewCheckpoint | null> {
    return Promise.resolve({ generation: String(this.generation), position: null, complete: this.isComplete });
  }

  /** After a rebuild. */
  complete(): void {
    this.isComplete = true;
  }

  moveCheckpoint(): Promise<boolean> {
    return Promise.resolve(true);
  }

  now(): Promise<Instant> {
    return Promise.resolve(this.clock.now());
  }

  wipe(): void {
    this.generation += 1;
    this.isComplete = false;
    this.documents.clear();
  }
}

/** The views as one process sees them: Redis may not answer, and nothing may rest on it. */
export function viewsOf(process: FaultyProcess, views: SimViews): ViewStore {
  return Object.assign(Object.create(views) as SimViews, {
    write: (documents: readonly ViewDocument[]) => {
      const moment = process.momentOf('write views');
      if (process.weather.strikes('redisFails', moment)) return Promise.reject(new Fault('unavailable', 'no Redis'));
      return views.write(documents);
    },
  });
}
