// Documents on their way to Redis: what is written in the same turn of the event loop, by whomever, goes in one piece.
import { streamName, type ViewDocument } from '@tillstream/event-sourcing';
import type { Redis } from 'ioredis';
import { answerOf } from '../redis-faults';
import type { DocumentText } from './document-text';
import type { DueIndex } from './due-index';
import type { ViewKeys } from './view-keys';

/** In one call: enough to make calls cheap, few enough that nobody else waits long behind them. */
const DOCUMENTS_AT_ONCE = 50;

/** Shared by all who wrote while it was being gathered. */
interface Batch {
  readonly documents: ViewDocument[];
  readonly written: Promise<void>;
}

export interface DocumentWritesParts {
  readonly client: Redis;
  readonly keys: ViewKeys;
  readonly texts: DocumentText;
  readonly dueIndex: DueIndex;
}

export class DocumentWrites {
  private gathering: Batch | null = null;

  constructor(private readonly parts: DocumentWritesParts) {}

  /** Resolves when these documents are written, rejects when some of the batch may not be: the same write again mends it. */
  write(documents: readonly ViewDocument[]): Promise<void> {
    const batch = (this.gathering ??= this.begin());
    batch.documents.push(...documents);
    return batch.written;
  }

  private begin(): Batch {
    const documents: ViewDocument[] = [];
    const written = new Promise<void>((resolve, reject) => {
      setImmediate(() => {
        this.gathering = null;
        this.send(documents).then(resolve, reject);
      });
    });
    return { documents, written };
  }

  /** One account after another in pieces, so that a page of the projector does not hold up everybody's reads. */
  private async send(documents: readonly ViewDocument[]): Promise<void> {
    for (let from = 0; from < documents.length; from += DOCUMENTS_AT_ONCE) {
      const piece = documents.slice(from, from + DOCUMENTS_AT_ONCE);
      const before = this.parts.dueIndex.announce(piece);
      const written = [...Map.groupBy(piece, ({ accountId }) => accountId)].map(([accountId, own]) => this.writeOf(accountId, own));
      const after = this.parts.dueIndex.announce(piece);
      await answerOf(Promise.all([...before, ...written, ...after])); // auto-pipelining sends them together and in this order
    }
  }

  private writeOf(accountId: string, documents: readonly ViewDocument[]): Promise<number> {
    const { client, keys, texts } = this.parts;
    const places = documents.map(({ category, key }) => keys.document(accountId, streamName(category, key)));
    const told = documents.flatMap((document) => {
      const { category, key } = document;
      return [texts.write(document), key, streamName(category, key), keys.indexes(accountId, category)];
    });
    return client.writeDocuments(places.length + 2, keys.counters(accountId), keys.due(accountId), ...places, ...told);
  }
}
