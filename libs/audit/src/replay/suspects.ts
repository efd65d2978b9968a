// Streams whose view was not what the events said at first sight. Each is looked at again from its first event; a view that is only
// behind gets time, as long as the projector has not passed it.
import { documentsBy, type Position } from '@tillstream/event-sourcing';
import type { Difference } from '../core/difference';
import type { ReplayParts } from './replay-parts';
import type { StreamReplay } from './stream-replay';
import { readDifference, type ViewReads } from './view-reads';

const PATIENCE_MS = 10_000;
const PAUSE_MS = 100;
const AT_ONCE = 16;

interface Look {
  readonly stream: string;
  readonly found: Difference | null;
  readonly position: Position;
}

export class Suspects {
  private streams = new Set<string>();
  private patienceMs: number;

  constructor(
    private readonly parts: Pick<ReplayParts, 'viewStore' | 'views' | 'clock' | 'patienceMs'>,
    private readonly replay: StreamReplay,
    private readonly reads: ViewReads,
  ) {
    this.patienceMs = parts.patienceMs ?? PATIENCE_MS;
  }

  get size(): number {
    return this.streams.size;
  }

  add(stream: string): void {
    this.streams.add(stream);
  }

  /** Clears all of them, one way or the other. The patience is for all calls together: a projector that is gone costs it once. */
  async settle(tell: (found: Difference) => void): Promise<void> {
    while (this.streams.size > 0) {
      const begunAt = this.parts.clock.now();
      this.streams = await this.round(tell);
      if (this.streams.size > 0) await this.parts.clock.sleep(PAUSE_MS);
      this.patienceMs -= this.parts.clock.now() - begunAt;
    }
  }

  /** Answers which ones may still come right by themselves. */
  private async round(tell: (found: Difference) => void): Promise<Set<string>> {
    const reached = await this.projectedUpTo();
    const waiting = new Set<string>();
    const streams = [...this.streams];
    for (let from = 0; from < streams.length; from += AT_ONCE) {
      const some = streams.slice(from, from + AT_ONCE);
      const looks = await Promise.all(some.map((stream) => this.look(stream)));
      for (const { stream, found, position } of looks) {
        if (found && this.mayCome(found, position, reached)) waiting.add(stream);
        else if (found) tell(found);
      }
    }
    return waiting;
  }

  private mayCome({ kind }: Difference, position: Position, reached: Position | null): boolean {
    if (kind !== 'view-behind' && kind !== 'view-missing') return false;
    return this.patienceMs > 0 && (reached === null || reached < position);
  }

  /** The views first: what is written in between then makes them look behind, never ahead. */
  private async look(stream: string): Promise<Look> {
    const before = await this.replay.whole(stream);
    if (!before) return { stream, found: null, position: 0n }; // told already, or erased since
    const known = documentsBy(this.parts.views, before.resource);
    const reads = await this.reads.many(known);
    const { resource, position } = (await this.replay.whole(stream)) ?? before;
    const documents = documentsBy(this.parts.views, resource);
    if (documents.length > known.length) return this.look(stream); // a piece has come since, and was not read
    const found = documents.map((document, index) => readDifference(stream, document, reads[index] ?? { view: null }));
    return { stream, found: found.findLast((one) => one !== null) ?? null, position }; // its own document says the most
  }

  private async projectedUpTo(): Promise<Position | null> {
    const checkpoint = await this.parts.viewStore.checkpoint();
    return checkpoint?.position ?? null;
  }
}
