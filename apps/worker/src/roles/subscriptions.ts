// Subscriptions to the event store, as the roles use them.
import { Injectable } from '@nestjs/common';
import {
  Clock, EventStore, Log, type PageHandler, ParkedEvents, StreamFollower, type StreamType, SubscriptionRunner,
} from '@tillstream/event-sourcing'; // prettier-ignore

export interface Subscription {
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly handler: PageHandler;
}

@Injectable()
export class Subscriptions {
  constructor(
    private readonly store: EventStore,
    private readonly parked: ParkedEvents,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Resolves when `signal` is aborted, or the handler said stop. */
  run(subscription: Subscription, signal: AbortSignal): Promise<void> {
    const { store, parked, clock, log } = this;
    return new SubscriptionRunner({ ...subscription, store, parked, clock, log }).run(signal);
  }

  follower(types: readonly StreamType[]): StreamFollower {
    return new StreamFollower(this.store, types);
  }
}
