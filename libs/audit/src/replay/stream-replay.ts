// The one way from events to a replayed state: links checked, events folded, every fault told once.
import { categoryOf, type EventStore, type RecordedEvent, type StreamType, type ViewCatalog } from '@tillstream/event-sourcing';
import type { Difference } from '../core/difference';
import { linkFaults, nothingReplayed, type Replayed, replayOn } from '../core/replayed';

export class StreamReplay {
  private readonly told = new Set<string>();

  constructor(
    private readonly eventStore: EventStore,
    private readonly views: ViewCatalog,
    private readonly tell: (found: Difference) => void,
  ) {}

  /** Null for events of nobody's, or when they cannot be folded, which is told. */
  on(held: Replayed | undefined, event: RecordedEvent): Replayed | null {
    const { stream, revision } = event;
    const type = this.typeOf(stream);
    if (!type) return null;
    const before = held ?? nothingReplayed(type, stream);
    for (const { revision: at, problem } of linkFaults(before, event)) this.once({ stream, revision: at, kind: 'chain-broken', problem });
    try {
      return replayOn(type, before, event);
    } catch (error) {
      this.once({ stream, revision, kind: 'events-unreadable', error: String(error) });
      return null;
    }
  }

  /** The stream as it is now, from its first event; null when there is nothing that could be folded. */
  async whole(stream: string): Promise<Replayed | null> {
    let held: Replayed | undefined;
    for (const event of await this.eventStore.read(stream)) {
      const next = this.on(held, event);
      if (!next) return null;
      held = next;
    }
    return held ?? null;
  }

  private typeOf(stream: string): StreamType | undefined {
    return this.views.get(categoryOf(stream))?.type;
  }

  /** A stream that is read again shows the same faults again. */
  private once(found: Difference): void {
    const name = `${found.stream}@${found.revision} ${'problem' in found ? found.problem : found.kind}`;
    if (this.told.has(name)) return;
    this.told.add(name);
    this.tell(found);
  }
}
