// Re-derives every resource from the events alone and holds it against its view. Memory is bounded: a state at rest is compared and let
// go, and so is the one that was longest without an event; a later event of such a stream reads it again.
import { documentsBy, type RecordedEvent } from '@tillstream/event-sourcing';
import type { Difference } from '../core/difference';
import type { Replayed } from '../core/replayed';
import type { ReplayListener, ReplayParts, ReplayReport } from './replay-parts';
import { StreamReplay } from './stream-replay';
import { Suspects } from './suspects';
import { readDifference, ViewReads } from './view-reads';

const CAPACITY = 10_000;
const BATCH = 200;
const MOST_SUSPECTS = 50_000;
const PROGRESS_EVERY = 500;

export class Replay {
  private readonly streams: StreamReplay;
  private readonly reads: ViewReads;
  private readonly suspects: Suspects;
  /** Longest without an event first. */
  private readonly held = new Map<string, Replayed>();
  private ready: Replayed[] = [];
  private comparing: Promise<void> = Promise.resolve();
  private readonly counts = { events: 0, streams: 0, differences: 0 };

  constructor(
    private readonly parts: ReplayParts,
    private readonly listener: ReplayListener,
  ) {
    this.streams = new StreamReplay(parts.eventStore, parts.views, (found) => this.tell(found));
    this.reads = new ViewReads(parts.viewStore, parts.clock);
    this.suspects = new Suspects(parts, this.streams, this.reads);
  }

  /** Everything up to the present head; once per instance. Throws a Fault when a store stops answering: then nothing is proved. */
  async all(): Promise<ReplayReport> {
    const total = Number((await this.parts.eventStore.head()) ?? 0n);
    for await (const event of this.parts.eventStore.readAll(this.parts.views.prefixes)) {
      this.counts.events += 1;
      if (event.revision === 0) this.counts.streams += 1;
      if (this.counts.events % PROGRESS_EVERY === 0) this.listener.progress({ done: Math.min(Number(event.position), total), total });
      await this.take(event);
    }
    for (const replayed of this.held.values()) await this.finish(replayed);
    await this.compareReady();
    await this.comparing;
    await this.suspects.settle((found) => this.tell(found));
    this.listener.progress({ done: total, total });
    return { ...this.counts };
  }

  /** One stream alone. `streams` is 0 when there is none. */
  async one(stream: string): Promise<ReplayReport> {
    const replayed = await this.streams.whole(stream);
    if (replayed) {
      this.suspects.add(stream);
      await this.suspects.settle((found) => this.tell(found));
    }
    const isThere = replayed !== null || this.counts.differences > 0;
    return { ...this.counts, streams: isThere ? 1 : 0, events: replayed ? replayed.resource.revision + 1 : 0 };
  }

  private async take(event: RecordedEvent): Promise<void> {
    const { stream, revision } = event;
    const held = this.held.get(stream);
    if (held && held.resource.revision >= revision) return; // was read again since, up to the present
    this.held.delete(stream);
    const after = !held && revision > 0 ? await this.streams.whole(stream) : this.streams.on(held, event);
    if (!after) return;
    if (this.parts.isAtRest(after.resource)) return this.finish(after);
    this.held.set(stream, after);
    const oldest = this.held.size > (this.parts.capacity ?? CAPACITY) ? this.held.values().next().value : undefined;
    if (!oldest) return;
    this.held.delete(oldest.stream);
    await this.finish(oldest);
  }

  private async finish(replayed: Replayed): Promise<void> {
    this.ready.push(replayed);
    if (this.ready.length >= BATCH) await this.compareReady();
  }

  /** One batch is compared while the next is being read, never more. */
  private async compareReady(): Promise<void> {
    const batch = this.ready;
    this.ready = [];
    await this.comparing;
    this.comparing = this.compare(batch);
    this.comparing.catch(() => undefined); // it is awaited a moment later
    if (this.suspects.size > MOST_SUSPECTS) await this.suspects.settle((found) => this.tell(found));
  }

  private async compare(batch: readonly Replayed[]): Promise<void> {
    const documents = batch.flatMap(({ stream, resource }) =>
      documentsBy(this.parts.views, resource).map((document) => ({ stream, document })),
    );
    const reads = await this.reads.many(documents.map(({ document }) => document));
    documents.forEach(({ stream, document }, index) => {
      const read = reads[index];
      if (!read || readDifference(stream, document, read)) this.suspects.add(stream);
    });
  }

  private tell(found: Difference): void {
    this.counts.differences += 1;
    this.listener.difference(found);
  }
}
