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
import { DocumentText, REVISION_BYTES, revisionOf } from './document-text';
import { DocumentWrites } from './document-writes';
import { DueIndex } from './due-index';
import { ViewCheckpointKeeper } from './view-checkpoint';
import { ViewKeys } from './view-keys';
import { ViewLists } from './view-lists';

export class RedisViewStore extends ViewStore {
  private readonly client: Redis;
  private readonly keys: ViewKeys;
  private readonly texts: DocumentText;
  private readonly lists: ViewLists;
  private readonly dueIndex: DueIndex;
  private readonly writes: DocumentWrites;
  private readonly place: ViewCheckpointKeeper;

  /**
   * @param version of the view code: another version never sees these views, and fills its own.
   * @param typical states as most are; others' documents are not read by a process that knows others.
   */
  constructor(connections: RedisConnections, version: string, typical: readonly object[] = []) {
    super();
    this.client = connections.views;
    this.texts = new DocumentText(typical);
    const { fingerprint } = this.texts;
    this.keys = new ViewKeys(fingerprint === null ? version : `${version}.${fingerprint}`);
    this.lists = new ViewLists(this.client, this.keys, this.texts);
    this.dueIndex = new DueIndex(this.client, this.keys);
    this.writes = new DocumentWrites({ client: this.client, keys: this.keys, texts: this.texts, dueIndex: this.dueIndex });
    this.place = new ViewCheckpointKeeper(this.client, this.keys);
  }

  async get(accountId: string, category: string, key: string): Promise<Resource | null> {
    const text = await answerOf(this.client.get(this.keys.document(accountId, streamName(category, key))));
    return text === null ? null : this.texts.read({ accountId, category, key }, text);
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
  write(documents: readonly ViewDocument[]): Promise<void> {
    return this.writes.write(documents);
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
}
