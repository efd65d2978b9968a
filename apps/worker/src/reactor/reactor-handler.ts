// Reacts to events, in order: first the processes' commands, then the messages into the pending sets, then the place in the log. A
// crash between any two of them repeats the events, with the same command ids and the same message ids.
import type { DeliveryChange, PageHandler, Position, RecordedEvent, Resource, StreamFollower } from '@tillstream/event-sourcing';
import type { Outbox } from '@tillstream/webhooks';
import type { DrainWaker } from './drain-waker';
import type { Reactions } from './reactions';

export interface ReactorParts {
  readonly outbox: Outbox;
  readonly follower: StreamFollower;
  readonly reactions: Reactions;
  readonly waker: DrainWaker;
}

/** What one event puts into the pending sets. */
interface Handled {
  readonly position: Position;
  readonly changes: readonly DeliveryChange[];
}

const CHANGES_AT_ONCE = 500;

export class ReactorHandler implements PageHandler {
  private handled: Handled[] = [];
  /** The last event that needs no more handling. */
  private seen: Position | null = null;

  constructor(private readonly parts: ReactorParts) {}

  async position(): Promise<Position | null> {
    this.handled = [];
    this.seen = await this.parts.outbox.begin();
    return this.seen;
  }

  async handle(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of events) {
      if (this.seen !== null && event.position <= this.seen) continue; // a page that is handled again
      const step = await this.parts.follower.step(event);
      if (step) await this.react(event, step.after);
      this.handled.push({ position: event.position, changes: step ? this.parts.outbox.changes(event, step, this.seen) : [] });
      this.seen = event.position;
    }
  }

  async advance(position: Position): Promise<void> {
    for (let some = this.take(); some; some = this.take()) await this.move(some.to, some.changes);
    const { enqueued } = this.parts.outbox;
    if (enqueued === null || position > enqueued) await this.move(position, []);
    this.seen = position;
  }

  private async move(to: Position, changes: readonly DeliveryChange[]): Promise<void> {
    await this.parts.waker.wake(await this.parts.outbox.move(to, changes));
  }

  /** The next events whose changes fit into one step. */
  private take(): { readonly to: Position; readonly changes: readonly DeliveryChange[] } | null {
    const changes: DeliveryChange[] = [];
    let to: Position | null = null;
    while (changes.length < CHANGES_AT_ONCE) {
      const next = this.handled.shift();
      if (!next) break;
      changes.push(...next.changes);
      to = next.position;
    }
    return to === null ? null : { to, changes };
  }

  private async react(event: RecordedEvent, after: Resource): Promise<void> {
    const { outbox, reactions } = this.parts;
    // While lost pending sets are filled again, reactions that had their effect before are not repeated.
    if (outbox.settledBefore === null || event.position > outbox.settledBefore) await reactions.react(event, after);
  }
}
