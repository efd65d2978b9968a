// Subscriptions to the event store, as the roles use them.
import { Injectable } from '@nestjs/common';
import {
  Clock, EventStore, Log, type PageHandler, ParkedEvents, StreamFollower, type StreamType, SubscriptionRunner,
} from '@tillstream/event-sourcing'; // prettier-ignore

/** A handler whose place can be lost while nothing happens: with an emptied Redis nobody else would tell it. */
export interface LosableHandler extends PageHandler {
  /** Whether the place it holds is no longer there; a Fault where nobody can say. */
  isLost(): Promise<boolean>;
}

export interface Subscription {
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly handler: PageHandler;
}

const LOOK_EVERY_MS = 1_000;

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

  /** The same, begun anew within about a second after the handler's place was lost. */
  async runWatched(subscription: Subscription & { readonly handler: LosableHandler }, signal: AbortSignal): Promise<void> {
    const isEnding = () => signal.aborted;
    while (!isEnding()) {
      const kept = new AbortController();
      const both = AbortSignal.any([signal, kept.signal]);
      const running = this.run(subscription, both);
      await Promise.race([running, this.untilLost(subscription, both)]);
      if (!isEnding()) this.log.warn({ subscription: subscription.name }, 'its place was lost; beginning anew from the events');
      kept.abort();
      await running; // two at once would move one place
    }
  }

  private async untilLost({ handler }: { readonly handler: LosableHandler }, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.clock.sleep(LOOK_EVERY_MS, signal);
      const isLost = await handler.isLost().catch(() => false); // unreachable is not empty: it is asked again
      if (isLost) return;
    }
  }

  follower(types: readonly StreamType[]): StreamFollower {
    return new StreamFollower(this.store, types);
  }
}
