// Where each stream stands, what is handed to the writer and not yet committed included. Read from the file on first use and
// bounded, so that neither start nor memory grow with the store; heads with writes under way are never dropped.
import type { StreamMetadata } from '../core/stream-metadata';
import type { Reader } from '../storage/reader';
import type { KeyedEvent } from '../storage/transaction';

export interface StreamHead {
  readonly name: string;
  /** 0 until the stream is first written to. */
  key: number;
  last: number;
  metadata: StreamMetadata;
  /** Handed to the writer, not yet committed, ascending. */
  readonly pending: KeyedEvent[];
  /** Writes under way to its metadata stream, which `metadata` already shows. */
  pendingMetadata: number;
  /** Whether the ids of its stored events are among the recent ones. */
  idsLoaded: boolean;
}

export class StreamHeads {
  /** Two generations: a head that is used moves to the young one, and what is still in the old one when that is full is dropped. */
  private young = new Map<string, StreamHead>();
  private old = new Map<string, StreamHead>();

  constructor(
    private readonly reader: Reader,
    private readonly generation: number,
  ) {}

  get(name: string): StreamHead {
    const used = this.young.get(name);
    if (used) return used;
    const head = this.old.get(name) ?? this.load(name);
    if (this.young.size >= this.generation) this.age();
    this.young.set(name, head);
    return head;
  }

  /** After a failed commit every head may show what never came to be. */
  clear(): void {
    this.young.clear();
    this.old.clear();
  }

  private load(name: string): StreamHead {
    const { key = 0, last = -1 } = this.reader.stream(name) ?? {};
    return { name, key, last, metadata: this.reader.metadata(name), pending: [], pendingMetadata: 0, idsLoaded: last < 0 };
  }

  private age(): void {
    const underWay = [...this.old].filter(([, head]) => head.pending.length > 0 || head.pendingMetadata > 0);
    this.old = this.young;
    this.young = new Map(underWay);
  }
}
