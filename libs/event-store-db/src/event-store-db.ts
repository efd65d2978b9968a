// The port EventStore over EventStoreDB's client: production's cluster and the embedded server alike. Every wait is bounded, every
// failure becomes a Fault, and an append that may have arrived is `unclear`: repeated with the same ids it is one append.
import { BACKWARDS, END, FORWARDS, NO_STREAM, StreamDeletedError, WrongExpectedVersionError } from '@eventstore/db-client';
import type { AppendExpectedRevision, EventStoreDBClient, ReadStreamOptions } from '@eventstore/db-client';
import { EventStore, Fault } from '@tillstream/event-sourcing';
import type {
  AppendResult,
  ExpectedRevision,
  Log,
  Page,
  Position,
  ProposedEvent,
  RecordedEvent,
  Upcasting,
} from '@tillstream/event-sourcing';
import { fromStore, toStore } from './codec';
import { collect } from './collect';
import { Connection } from './connection';
import { within } from './deadline';
import { type Doing, faultOf } from './faults';
import { Feed } from './feed';

export interface EventStoreDbOptions {
  /** `esdb://host:2113?tls=false`, `esdb+discover://…`, or `http(s)://host:2113`. */
  readonly url: string;
  readonly upcasting: Upcasting;
  readonly log?: Pick<Log, 'warn'>;
  /** How long one call may take, in milliseconds: 5,000. */
  readonly deadlineMs?: number;
  /** A subscription's position moves at least once in so many events of the whole store: 512. */
  readonly checkpointEvery?: number;
}

const DEADLINE_MS = 5_000;
const CHECKPOINT_EVERY = 512;
const READ_AHEAD = 512;

export class EventStoreDb extends EventStore {
  private readonly connection: Connection;
  private readonly closing = new AbortController();
  private readonly deadlineMs: number;

  constructor(private readonly options: EventStoreDbOptions) {
    super();
    this.connection = new Connection(options.url, options.log);
    this.deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  }

  async read(stream: string, from = 0): Promise<readonly RecordedEvent[]> {
    return this.readStream(stream, { direction: FORWARDS, fromRevision: BigInt(from) });
  }

  async readLast(stream: string): Promise<RecordedEvent | null> {
    const [newest] = await this.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 });
    return newest ?? null;
  }

  async *readAll(prefixes: readonly string[], after: Position | null = null): AsyncGenerator<RecordedEvent> {
    // A filtered subscription up to the head: this client cannot filter a read of all streams.
    for await (const page of this.subscribe(prefixes, after, new AbortController().signal)) {
      yield* page.events;
      if (page.caughtUp) return;
    }
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<AppendResult> {
    if (events.length === 0) throw new TypeError('an append needs an event');
    const expectedRevision: AppendExpectedRevision = expected < 0 ? NO_STREAM : BigInt(expected);
    const options = { expectedRevision, requiresLeader: true, deadline: this.deadlineMs };
    const result = await this.call('writing', (client) => client.appendToStream(stream, events.map(toStore), options).catch(asConflict));
    if ('kind' in result) return result;
    const revision = Number(result.nextExpectedRevision);
    return { kind: 'appended', revision, position: result.position?.commit ?? (await this.positionOf(stream, revision)) };
  }

  async *subscribe(prefixes: readonly string[], after: Position | null, signal: AbortSignal): AsyncGenerator<Page> {
    if (prefixes.length === 0) throw new TypeError('a subscription needs a prefix');
    const { client } = this.connection;
    const stop = AbortSignal.any([signal, this.closing.signal]);
    const { upcasting, checkpointEvery = CHECKPOINT_EVERY } = this.options;
    const feed = new Feed(client, { prefixes, after, upcasting, checkpointEvery });
    try {
      for (let page = await feed.next(stop); page; page = await feed.next(stop)) yield page;
      if (!signal.aborted) throw new Fault('unavailable', 'the connection to the event store was closed');
    } catch (error) {
      this.connection.failed(client, error);
      throw faultOf(error, 'reading');
    } finally {
      feed.end();
    }
  }

  async limit(stream: string, { maxCount, maxAgeSeconds }: { readonly maxCount?: number; readonly maxAgeSeconds?: number }): Promise<void> {
    const { metadata } = await this.call('reading', (client) => client.getStreamMetadata(stream, { requiresLeader: true }));
    if (metadata?.maxCount === maxCount && metadata?.maxAge === maxAgeSeconds) return; // said at every start, written once
    const limits = { ...(maxCount === undefined ? {} : { maxCount }), ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }) };
    await this.call('writing', (client) => client.setStreamMetadata(stream, limits, { requiresLeader: true, deadline: this.deadlineMs }));
  }

  async tombstone(stream: string): Promise<void> {
    const options = { requiresLeader: true, deadline: this.deadlineMs };
    await this.call('writing', (client) => client.tombstoneStream(stream, options).catch(unlessDeleted));
  }

  async head(): Promise<Position | null> {
    const newest = { direction: BACKWARDS, fromPosition: END, maxCount: 1, requiresLeader: true } as const;
    const [last] = await this.call('reading', (client) => collect(client.readAll(newest), this.deadlineMs));
    return last?.event?.position.commit ?? null;
  }

  /** Ends subscriptions and connections; every call from now on is Fault `unavailable`. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.connection.close();
  }

  private async readStream(stream: string, options: ReadStreamOptions): Promise<readonly RecordedEvent[]> {
    const resolved = await this.call('reading', (client) =>
      collect(client.readStream(stream, { ...options, requiresLeader: true }, { highWaterMark: READ_AHEAD }), this.deadlineMs),
    );
    return resolved.flatMap(({ event }) => (event ? [fromStore(event, this.options.upcasting)] : []));
  }

  /** For a server that does not say where it found the events of a repeated append. */
  private async positionOf(stream: string, revision: number): Promise<Position> {
    const [event] = await this.readStream(stream, { direction: FORWARDS, fromRevision: BigInt(revision), maxCount: 1 });
    if (!event) throw new Fault('unclear', `${stream}@${revision} was appended and cannot be read`);
    return event.position;
  }

  private async call<T>(doing: Doing, work: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
    const { client } = this.connection;
    const late = () =>
      new Fault(doing === 'writing' ? 'unclear' : 'timeout', `the event store did not answer within ${this.deadlineMs} ms`);
    try {
      return await within(this.deadlineMs, work(client), late);
    } catch (error) {
      this.connection.failed(client, error);
      throw faultOf(error, doing);
    }
  }
}

function asConflict(error: unknown): Extract<AppendResult, { kind: 'conflict' }> {
  if (!(error instanceof WrongExpectedVersionError)) throw error;
  return { kind: 'conflict', actual: error.actualVersion === 'no_stream' ? -1 : Number(error.actualVersion) };
}

function unlessDeleted(error: unknown): void {
  if (!(error instanceof StreamDeletedError)) throw error;
}
