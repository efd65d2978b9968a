// What a customer has subscribed to and not cancelled: it satisfies the prerequisites of add-ons, as if it were in the session.
import { Injectable } from '@nestjs/common';
import { Clock, Facts, type Freshness } from '@tillstream/event-sourcing';
import { customerSubscriptions, subscription, subscriptionStateWord } from '@tillstream/subscriptions';

/** Of one customer, the newest; who has more is asked for the add-on's price in the session itself. */
const MOST_SUBSCRIPTIONS = 200;

@Injectable()
export class SubscribedPrices {
  constructor(
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Read from the subscriptions' own streams: nothing is sold by a view that may be behind. */
  async of(accountId: string, customerKey: string, freshness: Freshness): Promise<readonly string[]> {
    const listed = await this.facts.get(customerSubscriptions, customerKey, freshness);
    const keys = listed.accountId === accountId ? listed.state.keys.slice(-MOST_SUBSCRIPTIONS) : [];
    const found = await Promise.all(keys.map((key) => this.facts.get(subscription, key, freshness)));
    return found.flatMap(({ state }) =>
      state.status === 'present' && subscriptionStateWord(state, this.clock.now()) !== 'cancelled'
        ? state.items.map(({ priceKey }) => priceKey)
        : [],
    );
  }
}
