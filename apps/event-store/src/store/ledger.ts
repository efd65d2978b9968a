// What the store amounts to for its writers: everything committed plus everything on its way to the disk. Gives out stream keys,
// revisions and positions. Positions handed out in vain, before a crash or a failed commit, are never seen by anybody.
import { metastreamOf, originalOf, type ProposedEvent, TOMBSTONE } from '../core/event';
import type { StreamPast } from '../core/expectation';
import { isSoftDeleted, parseMetadata } from '../core/stream-metadata';
import type { Reader } from '../storage/reader';
import type { Draft, KeyedEvent } from '../storage/transaction';
import { type StreamHead, StreamHeads } from './stream-heads';

/** Heads in a generation of the cache, each below 1 KB. */
const HEADS = 10_000;
/** Events whose ids are remembered, for calls that expect no revision. */
const RECENT_IDS = 65_536;
/** So many of a stream's latest events are looked through for repetitions after a restart. */
const IDS_PER_STREAM = 1_000;
/** Positions grow like the offsets of a log, so that nobody comes to rely on them being consecutive. */
const RECORD_OVERHEAD = 64;

const idKey = (streamKey: number, id: string): string => `${streamKey}:${id}`;

export class Ledger {
  private readonly heads: StreamHeads;
  /** Revisions by `idKey`, oldest first. */
  private readonly recent = new Map<string, number>();
  private nextPosition: number;
  private nextKey: number;

  constructor(private readonly reader: Reader) {
    this.heads = new StreamHeads(reader, HEADS);
    this.nextPosition = reader.lastPosition() + RECORD_OVERHEAD;
    this.nextKey = reader.lastKey() + 1;
  }

  head(stream: string): StreamHead {
    return this.heads.get(stream);
  }

  past(head: StreamHead): StreamPast {
    const original = originalOf(head.name);
    return {
      last: original !== undefined && this.heads.get(original).last === TOMBSTONE ? TOMBSTONE : head.last,
      softDeleted: isSoftDeleted(head.metadata),
      hasMetadata: () => this.heads.get(metastreamOf(head.name)).last >= 0,
      revisionOf: (id) => this.revisionOf(head, id),
      idsFrom: (revision, count) => this.idsFrom(head, revision, count),
    };
  }

  /** Puts the event behind the last one of its stream, unless it has a revision. From here on every check sees it. */
  add(draft: Draft, head: StreamHead, event: ProposedEvent & { readonly revision?: number }): void {
    const { revision = head.last + 1 } = event;
    if (head.key === 0) {
      head.key = this.nextKey++;
      draft.streams.push([head.key, head.name]);
    }
    const { key: streamKey, name: stream } = head;
    const stored = { ...event, position: this.nextPosition, stream, streamKey, revision, createdMs: draft.createdMs };
    this.nextPosition += RECORD_OVERHEAD + event.metadata.length + event.data.length;
    this.remember(streamKey, event.id, revision);
    this.showMetadata(stored, 1);
    head.last = revision;
    head.pending.push(stored);
    draft.events.push(stored);
  }

  committed(event: KeyedEvent): void {
    this.heads.get(event.stream).pending.shift();
    this.showMetadata(event, -1);
  }

  /** After a failed commit: what is known beyond the file may never have come to be. */
  clear(): void {
    this.heads.clear();
    this.recent.clear();
  }

  lastData(head: StreamHead): Uint8Array | undefined {
    return (head.pending.at(-1) ?? this.reader.lastEvent(head))?.data;
  }

  positionOf(head: StreamHead, revision: number): number | undefined {
    return head.pending.find((event) => event.revision === revision)?.position ?? this.reader.positionOf(head.key, revision);
  }

  /** A metadata stream shows in the head of its original at once; that head stays in memory until the file shows it too. */
  private showMetadata(event: KeyedEvent, writesUnderWay: 1 | -1): void {
    const original = originalOf(event.stream);
    if (original === undefined) return;
    const head = this.heads.get(original);
    head.pendingMetadata += writesUnderWay;
    if (writesUnderWay > 0) head.metadata = parseMetadata(event.data);
  }

  private revisionOf(head: StreamHead, id: string): number | undefined {
    if (!head.idsLoaded) {
      const stored = this.reader.ids(head.key, Math.max(0, head.last - IDS_PER_STREAM + 1), IDS_PER_STREAM);
      for (const known of stored) this.remember(head.key, known.id, known.revision);
      head.idsLoaded = true;
    }
    return this.recent.get(idKey(head.key, id));
  }

  private remember(streamKey: number, id: string, revision: number): void {
    this.recent.set(idKey(streamKey, id), revision);
    if (this.recent.size <= RECENT_IDS) return;
    const [oldest = ''] = this.recent.keys();
    this.recent.delete(oldest);
  }

  private idsFrom({ key, pending }: StreamHead, revision: number, count: number): string[] {
    const firstPending = pending[0]?.revision ?? Infinity; // the file may be ahead of what the writer has told
    const stored = this.reader.ids(key, revision, count).filter((known) => known.revision < firstPending);
    const handedOver = pending.filter((event) => event.revision >= revision);
    return [...stored, ...handedOver].slice(0, count).map(({ id }) => id);
  }
}
