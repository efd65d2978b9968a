// What the in-memory event store holds: one log, its streams, their limits. No waiting and no faults of the network in here.
import type { Position, ProposedEvent, RecordedEvent } from '../event';
import { Fault } from '../faults';
import type { AppendResult, ExpectedRevision } from '../ports/event-store';
import type { Instant } from '../time';

export interface Entry {
  readonly event: RecordedEvent;
  /** JSON of data and metadata. */
  readonly bytes: number;
  readonly storedAt: Instant;
}

interface Proposed {
  readonly expected: ExpectedRevision;
  readonly events: readonly ProposedEvent[];
  readonly now: Instant;
}

export interface StreamLimits {
  readonly maxCount?: number;
  readonly maxAgeSeconds?: number;
}

/** What comes back is what JSON made of it, and nobody can change it. */
const frozenCopy = (text: string): Pick<ProposedEvent, 'data' | 'metadata'> =>
  JSON.parse(text, (_key, value: unknown) => Object.freeze(value)) as Pick<ProposedEvent, 'data' | 'metadata'>;

export class StoredLog {
  entries: Entry[] = [];
  /** Position of the newest event there ever was. */
  last: Position | null = null;
  private readonly streams = new Map<string, Entry[]>();
  private readonly limits = new Map<string, StreamLimits>();
  private readonly erased = new Set<string>();

  constructor(private readonly maxAppendBytes: number) {}

  append(stream: string, { expected, events, now }: Proposed): AppendResult {
    if (events.length === 0) throw new TypeError('an append needs an event');
    this.assertNotErased(stream);
    const held = this.streams.get(stream) ?? [];
    const actual = held.length - 1;
    if (expected < actual) return repeated(held, expected, events) ?? { kind: 'conflict', actual };
    if (expected > actual) return { kind: 'conflict', actual };
    const fresh = events.map((event, index) => entry(event, { stream, revision: expected + 1 + index, now }));
    this.assertNotTooLarge(fresh);
    const placed = fresh.map((unplaced) => this.place(unplaced));
    held.push(...placed);
    this.streams.set(stream, held);
    this.entries.push(...placed);
    return { kind: 'appended', revision: expected + events.length, position: this.last ?? 0n };
  }

  /** What may be read of a stream. Without `now` nothing grows old. */
  visible(stream: string, now: Instant | undefined): readonly Entry[] {
    this.assertNotErased(stream);
    const held = this.streams.get(stream) ?? [];
    const { maxCount, maxAgeSeconds } = this.limits.get(stream) ?? {};
    const kept = maxCount === undefined ? held : held.slice(-maxCount);
    if (maxAgeSeconds === undefined || now === undefined) return kept;
    return kept.filter(({ storedAt }) => storedAt > now - maxAgeSeconds * 1_000);
  }

  limit(stream: string, limits: StreamLimits): void {
    this.assertNotErased(stream);
    this.limits.set(stream, limits);
  }

  erase(stream: string): void {
    this.erased.add(stream);
    this.streams.delete(stream);
    this.entries = this.entries.filter(({ event }) => event.stream !== stream);
  }

  /** Index of the first entry after this position. */
  indexAfter(position: Position | null): number {
    if (position === null) return 0;
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.event.position ?? 0n) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Positions grow by what an entry takes, as in the real log: nobody may count on their distance. */
  private place(unplaced: Entry): Entry {
    this.last = (this.last ?? 0n) + BigInt(unplaced.bytes);
    return { ...unplaced, event: Object.freeze({ ...unplaced.event, position: this.last }) };
  }

  private assertNotErased(stream: string): void {
    if (this.erased.has(stream)) throw new Fault('gone', `stream ${stream} was erased`);
  }

  private assertNotTooLarge(entries: readonly Entry[]): void {
    const bytes = entries.reduce((sum, each) => sum + each.bytes, 0);
    if (bytes > this.maxAppendBytes) throw new Fault('refused', `an append of ${bytes} bytes is too large`);
  }
}

function entry({ id, type, data, metadata }: ProposedEvent, at: { stream: string; revision: number; now: Instant }): Entry {
  const text = JSON.stringify({ data, metadata });
  const event = { ...frozenCopy(text), id, type, stream: at.stream, revision: at.revision, position: 0n };
  return { event, bytes: Buffer.byteLength(text), storedAt: at.now };
}

/** The answer to an append whose events are exactly those that follow `expected`; null when they are others. */
function repeated(held: readonly Entry[], expected: ExpectedRevision, events: readonly ProposedEvent[]): AppendResult | null {
  const isSame = events.every(({ id }, index) => held[expected + 1 + index]?.event.id === id);
  const last = held[expected + events.length]?.event;
  return isSame && last ? { kind: 'appended', revision: last.revision, position: last.position } : null;
}
