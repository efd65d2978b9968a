// A Read that goes on for ever: first from the file, then live from memory, and back to the file whenever the client is too slow
// for the live buffer. Every event behind the starting point goes out exactly once, in order.
import { randomUUID } from 'node:crypto';
import { type StoredEvent, TOMBSTONE } from '../core/event';
import type { Checkpoints, EventFilter } from '../core/filter';
import { Follower } from '../store/feed';
import { type Fault, streamDeleted } from './faults';
import type { ReadCall } from './messages';
import type { Outlet } from './outlet';
import { type Service, wirePosition } from './service';
import type { Source } from './source';

interface Parts {
  readonly service: Pick<Service, 'feed' | 'endless'>;
  readonly outlet: Pick<Outlet, 'send' | 'sendEvent' | 'isClosed' | 'onClose'>;
  readonly source: Source;
  readonly accepts: EventFilter;
  readonly checkpoints?: Checkpoints;
}

export class Subscription {
  private readonly follower = new Follower();

  constructor(private readonly parts: Parts) {}

  async run(call: Pick<ReadCall, 'emit'>): Promise<void> {
    const { service, outlet, source } = this.parts;
    const abort = (fault: Fault): boolean => call.emit('error', fault);
    outlet.onClose(() => this.follower.close());
    service.feed.follow(this.follower, source.stream);
    service.endless.add(abort);
    try {
      await outlet.send({ confirmation: { subscriptionId: randomUUID() } });
      while (!outlet.isClosed()) await this.round();
    } finally {
      service.endless.delete(abort);
      service.feed.leave(this.follower, source.stream);
    }
  }

  /** From the file up to its end, then live until too slow. What is committed meanwhile arrives twice; `deliver` tells. */
  private async round(): Promise<void> {
    const { outlet, source, checkpoints } = this.parts;
    this.follower.restart();
    for await (const page of source.behind(source.place)) {
      for (const event of page) await this.deliver(event);
      if (outlet.isClosed()) return;
    }
    if (this.follower.overflowed()) return;
    const checkpoint = checkpoints?.tell(source.place);
    if (checkpoint !== undefined) await outlet.send({ checkpoint: wirePosition(checkpoint) });
    await outlet.send({ caughtUp: {} });
    while (!this.follower.overflowed() && !outlet.isClosed()) {
      for (const event of this.follower.take()) await this.deliver(event);
      await this.follower.arrival();
    }
  }

  private async deliver(event: StoredEvent): Promise<void> {
    const { outlet, source, accepts, checkpoints } = this.parts;
    const place = source.placeOf(event);
    if (place <= source.place) return;
    source.place = place;
    if (accepts(event)) await outlet.sendEvent(event);
    const checkpoint = checkpoints?.consider(event.position);
    if (checkpoint !== undefined) await outlet.send({ checkpoint: wirePosition(checkpoint) });
    if (source.stream !== undefined && event.revision === TOMBSTONE) throw streamDeleted(source.stream);
  }
}
