// What a settled charge causes at once: the subscriptions that a completion owes, the money back that a late success owes, and the end of its
// card's try. A crash right here only delays the first two: the reactor makes the subscriptions, the session's timer the refund; the try stays counted.
import { Injectable } from '@nestjs/common';
import type { RecordedEvent, Resource } from '@tillstream/event-sourcing';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { ChargeTries } from './charge-tries';
import { OwedEffects } from './owed-effects';
import { Refunds } from './refunds';

@Injectable()
export class SettlementEffects {
  constructor(
    private readonly owed: OwedEffects,
    private readonly refunds: Refunds,
    private readonly tries: ChargeTries,
  ) {}

  async run(events: readonly RecordedEvent[], after: Resource<CheckoutSessionState>): Promise<void> {
    this.tries.endResolved(after, events);
    await this.owed.send(events, after);
    await this.refunds.begin(events, after);
  }
}
