// Which messages there were in the last 30 days, by account: a view like any other, rebuilt from the first event when it was lost.
import { Injectable } from '@nestjs/common';
import {
  Clock, EventStore, Fault, Ids, type IndexedMessage, keyOf, MessageIndex, type PageHandler, type Position, type RecordedEvent, type Step,
  StreamFollower, type ViewCheckpoint,
} from '@tillstream/event-sourcing'; // prettier-ignore
import { MessageCatalog } from '../core/message-catalog';
import { formatMember } from '../core/message-id';
import { newsOf } from '../core/told-messages';
import { EVENTS_KEPT_MS } from './list-messages.query';

@Injectable()
export class MessageIndexProjection implements PageHandler {
  private held: ViewCheckpoint | null = null;
  private found: IndexedMessage[] = [];
  private readonly follower: StreamFollower;

  constructor(
    private readonly catalog: MessageCatalog,
    private readonly index: MessageIndex,
    private readonly ids: Ids,
    private readonly clock: Clock,
    store: EventStore,
  ) {
    this.follower = new StreamFollower(store, catalog.streamTypes);
  }

  get prefixes(): readonly string[] {
    return this.catalog.prefixes;
  }

  async position(): Promise<Position | null> {
    this.held = await this.index.checkpoint();
    this.found = [];
    return this.held?.position ?? null;
  }

  /** The index was emptied since the place was taken. */
  async isLost(): Promise<boolean> {
    return this.held !== null && (await this.index.checkpoint())?.generation !== this.held.generation;
  }

  /** A page that is handled again names the same messages again, which changes nothing. */
  async handle(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of events) {
      const step = await this.follower.step(event);
      if (step && event.metadata.at >= this.clock.now() - EVENTS_KEPT_MS) this.found.push(...this.messages(event, step));
    }
  }

  async advance(position: Position, caughtUp: boolean): Promise<void> {
    const to = { generation: this.held?.generation ?? this.ids.randomKey(), position, complete: caughtUp || this.held?.complete === true };
    // The index was emptied, or another projector took over: break off, ask for the position again.
    if (!(await this.index.write(this.held, to, this.found)))
      throw new Fault('unavailable', 'the index of messages was moved or lost; starting over');
    this.held = to;
    this.found = [];
  }

  private messages(event: RecordedEvent, step: Step): readonly IndexedMessage[] {
    const source = this.catalog.ofStream(event.stream);
    const news = source ? newsOf(source, event, step) : [];
    return news.map(({ message: { type, letter } }) => ({
      accountId: step.after.accountId,
      message: formatMember({ category: source?.letter ?? '', key: keyOf(event.stream), revision: event.revision, resource: letter, type }),
      at: event.metadata.at,
    }));
  }
}
