// Keeps the page true: server-sent events tell that something changed, the session is then fetched. Where no stream is to be had, or a
// proxy holds it back, asking in intervals does the same, only later. An event carries a revision and no state: losing one loses nothing.
import type { BuyerSession } from '@tillstream/checkout/browser';
import type { BuyerApi } from './buyer-api';

export interface Watched {
  readonly api: BuyerApi;
  /** A payment runs: its end is awaited by a person. */
  readonly isWaiting: () => boolean;
  /** Of the session that the page shows. */
  readonly revision: () => number;
  readonly onSession: (session: BuyerSession) => void;
}

const waitingMs = [1_000, 1_500, 2_000, 3_000, 5_000];
const besideStreamMs = 10_000;
const idleMs = 30_000;
/** An event was faster than what it told of. */
const behindMs = 500;
const reopenMs = 5_000;

export class Watch {
  private stream: EventSource | null = null;
  private timer = 0;
  private asked = 0;
  private isFetching = false;
  private isStale = false;
  private wasOpen = false;
  private announced = 0;
  private isStopped = false;

  constructor(private readonly watched: Watched) {}

  start(): void {
    document.addEventListener('visibilitychange', this.onReturn);
    window.addEventListener('pageshow', this.onReturn);
    window.addEventListener('online', this.onReturn);
    this.open();
    this.plan();
  }

  stop(): void {
    this.isStopped = true;
    document.removeEventListener('visibilitychange', this.onReturn);
    window.removeEventListener('pageshow', this.onReturn);
    window.removeEventListener('online', this.onReturn);
    this.stream?.close();
    window.clearTimeout(this.timer);
  }

  /** Fetches the session now; one fetch at a time, and once more if something changed meanwhile. */
  readonly refresh = async (): Promise<void> => {
    this.isStale = true;
    if (this.isFetching) return;
    this.isFetching = true;
    while (this.takeStale()) {
      const answer = await this.watched.api.get<BuyerSession>('');
      if (answer.kind === 'taken' && !this.isStopped) this.watched.onSession(answer.body);
    }
    this.isFetching = false;
  };

  private takeStale(): boolean {
    const isStale = this.isStale && !this.isStopped;
    this.isStale = false;
    return isStale;
  }

  /** A press begins or ends: the rhythm changes at once. */
  readonly hurry = (): void => {
    this.asked = 0;
    this.plan();
  };

  // A tab that nobody looks at keeps no connection open, unless its payment is running.
  private readonly onReturn = (event: Event): void => {
    if (document.hidden) {
      if (!this.watched.isWaiting()) this.close();
      return;
    }
    // The first `pageshow` is the load itself: what it shows is fresh.
    if (event.type === 'pageshow' && !(event as PageTransitionEvent).persisted) return;
    this.open();
    void this.refresh();
    this.hurry();
  };

  private onChanged(revision: number): void {
    // The page's own press was answered with what this tells of: nothing to ask for.
    if (revision <= this.watched.revision()) return;
    this.announced = revision || 0;
    this.asked = 0;
    void this.refresh().then(() => this.plan());
  }

  private open(): void {
    if (this.stream !== null && this.stream.readyState !== EventSource.CLOSED) return;
    const stream = new EventSource(`${this.watched.api.base}/stream`);
    stream.addEventListener('changed', (event: MessageEvent<string>) => this.onChanged(Number(event.data)));
    // What happened while no stream was open was told to nobody.
    stream.addEventListener('open', () => {
      if (this.wasOpen || this.watched.isWaiting()) void this.refresh();
      this.wasOpen = true;
    });
    // It reconnects by itself, but not after an answer that was no stream (a limit, a restart behind a proxy).
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CLOSED && this.stream === stream && !this.isStopped)
        window.setTimeout(() => this.reopen(), reopenMs);
    });
    this.stream = stream;
  }

  private reopen(): void {
    if (this.isStopped || document.hidden) return;
    this.open();
    void this.refresh();
  }

  private close(): void {
    this.stream?.close();
    this.stream = null;
    window.clearTimeout(this.timer);
  }

  private plan(): void {
    window.clearTimeout(this.timer);
    if (this.isStopped) return;
    this.timer = window.setTimeout(() => {
      this.asked += 1;
      void this.refresh().then(() => this.plan());
    }, this.pauseMs());
  }

  private pauseMs(): number {
    if (this.watched.revision() < this.announced) return Math.min(behindMs * 2 ** this.asked, idleMs);
    const isStreaming = this.stream?.readyState === EventSource.OPEN;
    if (!this.watched.isWaiting()) return isStreaming ? idleMs * 2 : idleMs;
    if (isStreaming) return besideStreamMs;
    return waitingMs[Math.min(this.asked, waitingMs.length - 1)] ?? idleMs;
  }
}
