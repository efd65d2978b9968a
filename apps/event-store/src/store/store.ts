// Appending and deleting: checked on this thread against a state that includes what is on its way to the disk; the answer waits
// for the commit. A crash before the commit leaves nothing of a call, a crash after it all of the call.
import { randomUUID } from 'node:crypto';
import { metastreamOf, NO_BYTES, originalOf, type ProposedEvent, TOMBSTONE } from '../core/event';
import { checkCommit, type Expectation, type Verdict } from '../core/expectation';
import { isSoftDeleted, SOFT_DELETE_JSON, undeletedJson } from '../core/stream-metadata';
import { CommitQueue } from '../storage/commit-queue';
import type { Reader } from '../storage/reader';
import { type Draft, emptyDraft } from '../storage/transaction';
import type { Writer } from '../storage/writer';
import type { Feed } from './feed';
import { Ledger } from './ledger';
import type { StreamHead } from './stream-heads';

export interface Target {
  readonly stream: string;
  readonly expected: Expectation;
}

export type Outcome =
  /** `position` is absent if the stream has no event. */
  | { readonly kind: 'written'; readonly last: number; readonly position: number | undefined }
  /** `current` is -1 when there is no stream. */
  | { readonly kind: 'wrong-version'; readonly current: number }
  | { readonly kind: 'deleted' };

export class Store {
  private readonly ledger: Ledger;
  private readonly queue: CommitQueue;

  constructor(reader: Reader, writer: Writer, feed: Feed) {
    this.ledger = new Ledger(reader);
    this.queue = new CommitQueue(writer, {
      failed: () => this.ledger.clear(),
      committed: (events) => {
        for (const event of events) this.ledger.committed(event);
        setImmediate(() => events.forEach((event) => feed.publish(event))); // who waits for his answer comes first
      },
    });
  }

  /** @throws NotStored */
  async append({ stream, expected }: Target, events: readonly ProposedEvent[]): Promise<Outcome> {
    const head = this.ledger.head(stream);
    const past = this.ledger.past(head);
    const ids = events.map(({ id }) => id);
    const verdict = checkCommit(past, expected, ids);
    if (verdict.kind !== 'write') return this.unwritten(head, past.last, verdict);
    if (events.length === 0) return this.unwritten(head, past.last, { kind: 'known', last: past.last });

    const draft = emptyDraft();
    const readable = this.ledger.head(originalOf(stream) ?? stream);
    const revive = isSoftDeleted(readable.metadata);
    const firstRevision = readable.last + 1;
    for (const event of events) this.ledger.add(draft, head, event);
    const last = draft.events.at(-1);
    if (revive) this.undelete(draft, readable, firstRevision);
    await this.queue.commit(draft);
    return { kind: 'written', last: last?.revision ?? past.last, position: last?.position };
  }

  /** Soft: reads as absent and may live on with its next append. Hard: for good, and what it held is overwritten. @throws NotStored */
  async delete({ stream, expected }: Target, hard: boolean): Promise<Outcome> {
    const head = this.ledger.head(stream);
    const metadata = this.ledger.head(metastreamOf(stream));
    const past = this.ledger.past(head);
    const verdict = checkCommit(past, expected, [randomUUID()]);
    if (verdict.kind !== 'write') return this.unwritten(head, past.last, verdict);
    if (!hard && head.last < 0 && metadata.last < 0) return this.unwritten(head, -1, { kind: 'wrong-version' });

    const draft = emptyDraft();
    if (hard) this.ledger.add(draft, head, { ...systemEvent('$streamDeleted'), revision: TOMBSTONE });
    else this.ledger.add(draft, metadata, systemEvent('$metadata', SOFT_DELETE_JSON));
    if (hard) draft.erase.push(head.key, metadata.key);
    await this.queue.commit(draft);
    return { kind: 'written', last: past.last, position: draft.events[0]?.position };
  }

  /** Resolves when all that was handed over is durable and the file is closed. */
  close(): Promise<void> {
    return this.queue.close();
  }

  /**
   * The answer to a call that writes nothing. It may rest on events that are not durable yet, so it waits for them: whoever is told
   * of a conflict finds it in the next read.
   */
  private async unwritten(head: StreamHead, current: number, verdict: Verdict): Promise<Outcome> {
    const position = verdict.kind === 'known' ? this.ledger.positionOf(head, verdict.last) : undefined;
    await this.queue.settled();
    if (verdict.kind === 'known') return { kind: 'written', last: verdict.last, position };
    return verdict.kind === 'deleted' ? { kind: 'deleted' } : { kind: 'wrong-version', current };
  }

  private undelete(draft: Draft, head: StreamHead, firstRevision: number): void {
    const metadata = this.ledger.head(metastreamOf(head.name));
    const json = undeletedJson(this.ledger.lastData(metadata) ?? NO_BYTES, firstRevision);
    this.ledger.add(draft, metadata, systemEvent('$metadata', json));
  }
}

function systemEvent(type: string, json?: string): ProposedEvent {
  return { id: randomUUID(), type, json: json !== undefined, metadata: NO_BYTES, data: Buffer.from(json ?? '') };
}
