// Group commit: all that arrives while one transaction is being committed goes into the next.
import { type Draft, emptyDraft, type KeyedEvent, transactionOf } from './transaction';
import type { Writer } from './writer';

/** Nothing of the draft is there, nor will it be. */
export class NotStored extends Error {
  constructor(
    readonly kind: 'refused' | 'closing',
    reason: string,
  ) {
    super(reason);
  }
}

export interface CommitListener {
  /** In commit order, before those who wait for the drafts hear of it. */
  committed(events: readonly KeyedEvent[]): void;
  /** Nothing of what was handed over and not committed exists: neither the drafts that failed nor those that waited behind. */
  failed(): void;
}

interface Waiting {
  readonly draft: Draft;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class CommitQueue {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;
  private closing = false;

  constructor(
    private readonly writer: Writer,
    private readonly listener: CommitListener,
  ) {}

  /** Resolves once the draft is durable. @throws NotStored if it, or what it may have been checked against, could not be written. */
  commit(draft: Draft): Promise<void> {
    if (this.closing) return Promise.reject(new NotStored('closing', 'The store is closing.'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ draft, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Resolves once all that was handed over before is durable. */
  settled(): Promise<void> {
    return this.running ? this.commit(emptyDraft()) : Promise.resolve();
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.running;
    await this.writer.close();
  }

  private async run(): Promise<void> {
    await new Promise(setImmediate); // what came in the same packet shares the transaction
    while (this.waiting.length > 0) await this.commitWaiting();
    this.running = undefined;
  }

  private async commitWaiting(): Promise<void> {
    const batch = this.waiting;
    const drafts = batch.map(({ draft }) => draft);
    this.waiting = [];
    try {
      if (drafts.some(({ events }) => events.length > 0)) await this.writer.commit(transactionOf(drafts));
    } catch (error) {
      const behind = this.waiting.splice(0); // checked against what has just failed
      this.listener.failed();
      for (const { reject } of [...batch, ...behind])
        reject(new NotStored('refused', error instanceof Error ? error.message : String(error)));
      return;
    }
    this.listener.committed(drafts.flatMap(({ events }) => events));
    for (const { resolve } of batch) resolve();
  }
}
