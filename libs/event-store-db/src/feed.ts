// A subscription as pages: whatever has arrived by the time somebody asks, up to 500 events, with how far the server has looked.
import { setTimeout } from 'node:timers/promises';
import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type EventStoreDBClient,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { Fault, type Page, type Position, type RecordedEvent, type Upcasting } from '@tillstream/event-sourcing';
import { fromStore, isOfTheServer } from './codec';

export interface FeedOptions {
  readonly prefixes: readonly string[];
  readonly after: Position | null;
  readonly upcasting: Upcasting;
  /** The server says how far it has looked after so many events, matching or not. */
  readonly checkpointEvery: number;
}

const PAGE_SIZE = 500;
/** Between two pages that are not full: what a page costs its handler, whatever is in it, is then shared by what arrives together. */
const PAUSE_MS = 8;

export class Feed {
  private readonly subscription: AllStreamSubscription;
  private readonly upcasting: Upcasting;
  private position: Position | null;
  private caughtUp = false;
  private hasNews = false;
  /** What the server said beside the events. It holds once everything that came before it has been taken. */
  private saidCheckpoint: Position | null = null;
  private saidCaughtUp = false;
  private failure: Error | null = null;
  private wakeReader: () => void = () => undefined;
  private tookAt = -Infinity;

  constructor(client: Pick<EventStoreDBClient, 'subscribeToAll'>, { prefixes, after, upcasting, checkpointEvery }: FeedOptions) {
    this.position = after;
    this.upcasting = upcasting;
    const filter = streamNameFilter({
      prefixes: [...prefixes],
      maxSearchWindow: checkpointEvery,
      checkpointInterval: 1,
      checkpointReached: (_, { commit }) => {
        this.saidCheckpoint = commit;
        this.wake();
      },
    });
    const fromPosition = after === null ? START : { commit: after, prepare: after };
    this.subscription = client.subscribeToAll({ fromPosition, filter }, { highWaterMark: PAGE_SIZE });
    this.listen();
  }

  /** Null when `signal` is aborted. Rejects with what the client threw, or a Fault when the server ended the subscription. */
  async next(signal: AbortSignal): Promise<Page | null> {
    await this.pause(signal);
    while (!signal.aborted) {
      const page = this.take();
      if (page) {
        this.tookAt = performance.now();
        return page;
      }
      if (this.failure !== null) throw this.failure;
      await this.change(signal);
    }
    return null;
  }

  /** Does not wait: the server may be out of reach. */
  end(): void {
    this.subscription.unsubscribe().catch(() => undefined);
    this.subscription.destroy();
  }

  private listen(): void {
    const lost = () => {
      this.failure ??= new Fault('unavailable', 'the event store ended the subscription');
      this.wake();
    };
    this.subscription
      .on('caughtUp', () => {
        this.saidCaughtUp = true;
        this.wake();
      })
      .on('error', (error) => {
        this.failure ??= error;
        this.wake();
      })
      .on('readable', () => this.wake())
      .on('end', lost)
      .on('close', lost);
  }

  private take(): Page | null {
    const events: RecordedEvent[] = [];
    for (let resolved = this.read(); resolved; resolved = events.length < PAGE_SIZE ? this.read() : null) {
      const { event } = resolved;
      if (!event) continue; // a link whose target is gone
      if (!isOfTheServer(event)) events.push(fromStore(event, this.upcasting));
      this.reach(event.position.commit);
    }
    if (this.subscription.readableLength === 0) this.believe();
    if (events.length === 0 && !this.hasNews) return null;
    this.hasNews = false;
    return { events, position: this.position, caughtUp: this.caughtUp };
  }

  private read(): AllStreamResolvedEvent | null {
    return this.subscription.read() as AllStreamResolvedEvent | null;
  }

  /** Everything that was sent before the server's remarks has been taken by now. */
  private believe(): void {
    if (this.saidCheckpoint !== null) this.reach(this.saidCheckpoint);
    this.saidCheckpoint = null;
    this.hasNews ||= this.saidCaughtUp && !this.caughtUp;
    this.caughtUp ||= this.saidCaughtUp;
  }

  private reach(position: Position): void {
    if (this.position !== null && position <= this.position) return;
    this.position = position;
    this.hasNews = true;
  }

  /** An event that comes alone waits for nothing; one that follows on another's heels for the rest of the pause. */
  private async pause(signal: AbortSignal): Promise<void> {
    const restMs = this.tookAt + PAUSE_MS - performance.now();
    if (restMs <= 0 || this.failure !== null || this.subscription.readableLength >= PAGE_SIZE) return;
    await setTimeout(restMs, undefined, { signal }).catch(() => undefined); // aborted: the loop sees it
  }

  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.wakeReader = () => {
        signal.removeEventListener('abort', this.wakeReader);
        setImmediate(resolve); // what came over the wire together makes one page
      };
      signal.addEventListener('abort', this.wakeReader);
    });
  }

  private wake(): void {
    this.wakeReader();
  }
}
