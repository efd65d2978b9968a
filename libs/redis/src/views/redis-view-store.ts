// Views in Redis: a document per resource and what it contributes, written by one script; everything read in as few round trips as it takes.
import {
  type DueEntry,
  type Instant,
  type ListQuery,
  type ListResult,
  type Resource,
  streamName,
  type ViewCheckpoint,
  type ViewDocument,
  ViewStore,
} from '@tillstream/event-sourcing';
import type { Redis } from 'ioredis';
import type { RedisConnections } from '../redis-connections';
import { answerOf, answersOf } from '../redis-faults';
import { fromText, REVISION_BYTES, revisionOf, toText } from './document-text';
import { DueIndex } from './due-index';
import { ViewCheckpointKeeper } from './view-checkpoint';
import { ViewKeys } from './view-keys';
import { ViewLists } from './view-lists';

/** Documents sent at once: enough to make round trips cheap, few enough that nobody else waits long behind them. */
const DOCUMENTS_AT_ONCE = 100;

export class RedisViewStore extends ViewStore {
  private readonly client: Redis;
  private readonly keys: ViewKeys;
  private readonly lists: ViewLists;
  private readonly dueIndex: DueIndex;
  private readonly place: ViewCheckpointKeeper;

  /** @param version of the view code: another version never sees these views, and fills its own. */
  constructor(connections: RedisConnections, version: string) {
    super();
    this.client = connections.views;
    this.keys = new ViewKeys(version);
    this.lists = new ViewLists(this.client, this.keys);
    this.dueIndex = new DueIndex(this.client, this.keys);
    this.place = new ViewCheckpointKeeper(this.client, this.keys);
  }

  async get(accountId: string, category: string, key: string): Promise<Resource | null> {
    const text = await answerOf(this.client.get(this.keys.document(accountId, streamName(category, key))));
    return text === null ? null : fromText({ accountId, category, key }, text);
  }

  getMany(accountId: string, category: string, keys: readonly string[]): Promise<readonly (Resource | null)[]> {
    return this.lists.resources({ accountId, category }, keys);
  }

  async revisions(streams: readonly { readonly accountId: string; readonly stream: string }[]): Promise<readonly (number | null)[]> {
    const pipeline = this.client.pipeline();
    for (const { accountId, stream } of streams) pipeline.getrange(this.keys.document(accountId, stream), 0, REVISION_BYTES - 1);
    const beginnings = (await answersOf(pipeline)) as readonly string[];
    return beginnings.map((beginning) => (beginning === '' ? null : revisionOf(beginning)));
  }

  /** A crash in here leaves some documents written and others not; the same write again mends it. */
  async write(documents: readonly ViewDocument[]): Promise<void> {
    for (let from = 0; from < documents.length; from += DOCUMENTS_AT_ONCE) {
      await this.writeSome(documents.slice(from, from + DOCUMENTS_AT_ONCE));
    }
  }

  list(query: ListQuery): Promise<ListResult> {
    return this.lists.list(query);
  }

  async counters(accountId: string, names: readonly string[]): Promise<readonly number[]> {
    if (names.length === 0) return [];
    const counts = await answerOf(this.client.hmget(this.keys.counters(accountId), ...names));
    return counts.map(Number); // null is 0
  }

  due(until: Instant, limit: number): Promise<readonly DueEntry[]> {
    return this.dueIndex.due(until, limit);
  }

  checkpoint(): Promise<ViewCheckpoint | null> {
    return this.place.read();
  }

  moveCheckpoint(from: ViewCheckpoint | null, to: ViewCheckpoint): Promise<boolean> {
    return this.place.move(from, to);
  }

  async now(): Promise<Instant> {
    const [seconds, microseconds] = await answerOf(this.client.time());
    return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000);
  }

  /** Auto-pipelining sends all of it, and what other requests write meanwhile, in one piece and in this order. */
  private async writeSome(documents: readonly ViewDocument[]): Promise<void> {
    const before = this.dueIndex.announce(documents);
    const written = documents.map((document) => this.writeOne(document));
    const after = this.dueIndex.announce(documents);
    await answerOf(Promise.all([...before, ...written, ...after]));
  }

  private writeOne(document: ViewDocument): Promise<number> {
    const { accountId, category, key } = document;
    const stream = streamName(category, key);
    const keys = [this.keys.document(accountId, stream), this.keys.counters(accountId), this.keys.due(accountId)] as const;
    return this.client.writeDocument(...keys, toText(document), key, stream, this.keys.indexes(accountId, category));
  }
}
