// The event store as one process sees it: calls fail before they arrive, or their answer is lost.
import {
  type AppendResult, EventStore, type ExpectedRevision, Fault, type Page, type Position, type ProposedEvent, type RecordedEvent,
} from '@tillstream/event-sourcing'; // prettier-ignore
import type { FaultyProcess } from './faulty-process';

export class FaultyStore extends EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly process: FaultyProcess,
  ) {
    super();
  }

  read(stream: string, from?: number): Promise<readonly RecordedEvent[]> {
    return this.process.step(`read ${stream}`, (moment) => {
      if (this.process.weather.strikes('storeFails', moment)) throw new Fault('unavailable', 'not reached');
      return this.store.read(stream, from);
    });
  }

  readLast(stream: string): Promise<RecordedEvent | null> {
    return this.process.step(`read ${stream}`, () => this.store.readLast(stream));
  }

  readAll(prefixes: readonly string[], after?: Position | null): AsyncIterable<RecordedEvent> {
    return this.store.readAll(prefixes, after);
  }

  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<AppendResult> {
    const { weather } = this.process;
    return this.process.step(`append ${events.map(({ type }) => type).join('+')} to ${stream}`, async (moment) => {
      if (weather.strikes('storeFails', `request of ${moment}`)) throw new Fault('unavailable', 'not reached');
      const result = await this.store.append(stream, expected, events);
      if (weather.strikes('storeFails', `answer of ${moment}`)) throw new Fault('unclear', 'the answer was lost');
      return result;
    });
  }

  subscribe(prefixes: readonly string[], after: Position | null, signal: AbortSignal): AsyncIterable<Page> {
    return this.store.subscribe(prefixes, after, signal);
  }

  limit(stream: string, limits: Parameters<EventStore['limit']>[1]): Promise<void> {
    return this.store.limit(stream, limits);
  }

  tombstone(stream: string): Promise<void> {
    return this.store.tombstone(stream);
  }

  head(): Promise<Position | null> {
    return this.store.head();
  }
}
