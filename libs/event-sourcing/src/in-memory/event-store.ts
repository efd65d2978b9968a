// The reference event store: what the port means, without a network. Deterministic, and every call of it can be made to fail,
// before its effect (it never arrived) or after it (the answer was lost).
import type { Position, ProposedEvent, RecordedEvent } from '../event';
import { Fault } from '../faults';
import { type AppendResult, EventStore, type ExpectedRevision, type Page } from '../ports/event-store';
import type { Clock } from '../time';
import type { Upcasting } from '../upcasting';
import { type Entry, StoredLog, type StreamLimits } from './stored-log';

export interface StoreCall {
  /** `page` comes before each page of a subscription: a Fault there is a lost connection. */
  readonly operation: 'read' | 'readLast' | 'readAll' | 'append' | 'subscribe' | 'page' | 'limit' | 'tombstone' | 'head';
  /** Null where the call is about all streams. */
  readonly stream: string | null;
  /** What is being appended, or about to be delivered. */
  readonly events: readonly ProposedEvent[];
}

/** May wait, so that calls overtake each other, and may throw Faults. */
export interface StoreInterceptor {
  /** A Fault from here: nothing has happened. */
  before?(call: StoreCall): Promise<void> | void;
  /** A Fault from here: it has happened, and the caller does not learn of it. Not called for `subscribe`, `page` and `readAll`. */
  after?(call: StoreCall): Promise<void> | void;
}

export interface InMemoryEventStoreOptions {
  /** For `$maxAge`; without a clock nothing grows old. */
  readonly clock?: Pick<Clock, 'now'>;
  readonly upcasting?: Upcasting;
  readonly interceptor?: StoreInterceptor;
  /** Most events in one page of a subscription. */
  readonly pageSize?: number;
  /** JSON of data and metadata of all events of one append, in bytes. */
  readonly maxAppendBytes?: number;
}

const LARGEST_APPEND_BYTES = 1024 * 1024;
const PAGE_SIZE = 500;

export class InMemoryEventStore extends EventStore {
  /** May be replaced at any time. */
  interceptor: StoreInterceptor;
  private readonly log: StoredLog;
  private readonly wakers = new Set<() => void>();
  private connection = 0;

  constructor(private readonly options: InMemoryEventStoreOptions = {}) {
    super();
    this.interceptor = options.interceptor ?? {};
    this.log = new StoredLog(options.maxAppendBytes ?? LARGEST_APPEND_BYTES);
  }

  /** All that is stored, in order, for a test to look at. */
  get events(): readonly RecordedEvent[] {
    return this.log.entries.map((entry) => this.present(entry));
  }

  read(stream: string, from = 0): Promise<readonly RecordedEvent[]> {
    return this.call({ operation: 'read', stream, events: [] }, () =>
      this.visible(stream).flatMap((entry) => (entry.event.revision < from ? [] : [this.present(entry)])),
    );
  }

  readLast(stream: string): Promise<RecordedEvent | null> {
    return this.call({ operation: 'readLast', stream, events: [] }, () => {
      const newest = this.visible(stream).at(-1);
      return newest ? this.present(newest) : null;
    });
  }

  async *readAll(prefixes: readonly string[], after: Position | null = null): AsyncGenerator<RecordedEvent> {
    await this.interceptor.before?.({ operation: 'readAll', stream: null, events: [] });
    const entries = this.log.entries.slice(this.log.indexAfter(after)); // up to the present head: what comes later is not in it
    for (const entry of entries) if (matches(entry, prefixes)) yield this.present(entry);
  }

  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<AppendResult> {
    return this.call({ operation: 'append', stream, events }, () => {
      const result = this.log.append(stream, { expected, events, now: this.options.clock?.now() ?? 0 });
      this.wake();
      return result;
    });
  }

  async *subscribe(prefixes: readonly string[], after: Position | null, signal: AbortSignal): AsyncGenerator<Page> {
    await this.interceptor.before?.({ operation: 'subscribe', stream: null, events: [] });
    const mine = this.connection;
    let position = after;
    let isLive = false;
    const isOver = () => signal.aborted;
    while (!isOver()) {
      if (this.connection !== mine) throw new Fault('unavailable', 'the connection was lost');
      const page = this.pageAfter(prefixes, position);
      if (isLive && page.position === position) {
        await this.change(signal);
        continue;
      }
      await this.interceptor.before?.({ operation: 'page', stream: null, events: page.events });
      if (isOver()) return;
      yield page;
      position = page.position;
      isLive = page.caughtUp;
    }
  }

  limit(stream: string, limits: StreamLimits): Promise<void> {
    return this.call({ operation: 'limit', stream, events: [] }, () => this.log.limit(stream, limits));
  }

  tombstone(stream: string): Promise<void> {
    return this.call({ operation: 'tombstone', stream, events: [] }, () => this.log.erase(stream));
  }

  head(): Promise<Position | null> {
    return this.call({ operation: 'head', stream: null, events: [] }, () => this.log.last);
  }

  /** All subscriptions lose their connection, also those that wait for news. */
  breakSubscriptions(): void {
    this.connection += 1;
    this.wake();
  }

  private async call<T>(call: StoreCall, effect: () => T): Promise<T> {
    await this.interceptor.before?.(call);
    const answer = effect();
    await this.interceptor.after?.(call);
    return answer;
  }

  private visible(stream: string): readonly Entry[] {
    return this.log.visible(stream, this.options.clock?.now());
  }

  private present({ event }: Entry): RecordedEvent {
    return this.options.upcasting?.upcast(event) ?? event;
  }

  private pageAfter(prefixes: readonly string[], after: Position | null): Page {
    const { entries } = this.log;
    const size = this.options.pageSize ?? PAGE_SIZE;
    const events: RecordedEvent[] = [];
    let index = this.log.indexAfter(after);
    let position = after;
    for (let entry = entries[index]; entry && events.length < size; entry = entries[++index]) {
      if (matches(entry, prefixes)) events.push(this.present(entry));
      position = entry.event.position;
    }
    return { events, position, caughtUp: index >= entries.length };
  }

  /** Resolves at the next append, break or abort. */
  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.wakers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.wakers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  private wake(): void {
    for (const wake of [...this.wakers]) wake();
  }
}

const matches = ({ event }: Entry, prefixes: readonly string[]): boolean => prefixes.some((prefix) => event.stream.startsWith(prefix));
