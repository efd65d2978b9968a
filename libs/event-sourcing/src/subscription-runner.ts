// Feeds pages of events to a handler, from a position on, for ever. Nothing is skipped silently: a page is retried, its poisonous
// event parked, or the runner stops. A crash between handling and moving the position repeats the page: handlers bear that.
import type { Position, RecordedEvent } from './event';
import { answerFailure } from './failure-policy';
import type { EventStore, Page } from './ports/event-store';
import type { Log } from './ports/logger';
import type { ParkedEvents } from './ports/small-ports';
import type { Clock } from './time';

export interface PageHandler {
  /** Handles events in order; may be called again with any of them. Throws a Fault when the world failed. */
  handle(events: readonly RecordedEvent[]): Promise<void>;
  /** Everything up to `position` was handled; null while there was nothing at all, as at the head of an empty store. */
  advance(position: Position | null, caughtUp: boolean): Promise<void>;
  /** Where to begin; asked again after each lost connection. */
  position(): Promise<Position | null>;
}

export interface RunnerParts {
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly store: EventStore;
  readonly handler: PageHandler;
  readonly parked: ParkedEvents;
  readonly clock: Clock;
  readonly log: Log;
}

export class SubscriptionRunner {
  constructor(private readonly parts: RunnerParts) {}

  /** Resolves when `signal` is aborted or the policy says stop. */
  async run(signal: AbortSignal): Promise<void> {
    const isOver = () => signal.aborted; // it changes while others run
    for (let tries = 1; !isOver(); tries++) {
      try {
        const from = await this.parts.handler.position();
        for await (const page of this.parts.store.subscribe(this.parts.prefixes, from, signal)) {
          await this.handle(page, signal);
          tries = 1;
        }
      } catch (error) {
        if (isOver()) return;
        const answer = answerFailure(error, tries);
        this.parts.log.warn({ runner: this.parts.name, error: String(error), answer: answer.kind }, 'the subscription broke off');
        if (answer.kind === 'stop') return;
        await this.parts.clock.sleep(answer.kind === 'retry' ? answer.afterMs : 1_000, signal);
      }
    }
  }

  private async handle(page: Page, signal: AbortSignal): Promise<void> {
    if (page.events.length > 0) await this.handleEvents(page.events, signal);
    const isNews = page.position !== null || page.caughtUp;
    if (isNews && !signal.aborted) await this.parts.handler.advance(page.position, page.caughtUp);
  }

  private async handleEvents(events: readonly RecordedEvent[], signal: AbortSignal): Promise<void> {
    for (let tries = 1; !signal.aborted; tries++) {
      try {
        await this.parts.handler.handle(events);
        return;
      } catch (error) {
        const answer = answerFailure(error, tries);
        this.parts.log.warn({ runner: this.parts.name, error: String(error), tries, answer: answer.kind }, 'handling events failed');
        if (answer.kind === 'stop') throw error;
        if (answer.kind === 'retry') await this.parts.clock.sleep(answer.afterMs, signal);
        else return this.park(events, error, signal);
      }
    }
  }

  /** Among several events only the poisonous one is parked: the others are handled one by one. */
  private async park(events: readonly RecordedEvent[], error: unknown, signal: AbortSignal): Promise<void> {
    const [only] = events;
    if (events.length > 1 || !only) {
      for (const event of events) await this.handleEvents([event], signal);
      return;
    }
    this.parts.log.error({ runner: this.parts.name, stream: only.stream, revision: only.revision, error: String(error) }, 'event parked');
    await this.parts.parked.park({ runner: this.parts.name, stream: only.stream, revision: only.revision, error: String(error) });
  }
}
