// What a settled charge causes at once: the subscriptions that a completion owes, and the money back that a late success owes. A crash right
// here only delays them: the reactor makes the subscriptions, the session's timer the refund.
import { Injectable } from '@nestjs/common';
import type { RecordedEvent, Resource } from '@tillstream/event-sourcing';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { OwedEffects } from './owed-effects';
import { Refunds } from './refunds';

@Injectable()
export class SettlementEffects {
  constructor(
    private readonly owed: OwedEffects,
    private readonly refunds: Refunds,
  ) {}

  async run(events: readonly RecordedEvent[], after: Resource<CheckoutSessionState>): Promise<void> {
    await this.owed.send(events, after);
    await this.refunds.begin(events, after);
  }
}
