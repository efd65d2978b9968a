// Goes on with an attempt whose challenge has ended: confirms what the bank has seen, or closes what the buyer has left. A crash right here
// leaves a charge in question, which the session's timer settles by asking and closing, never by charging.
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { causedBy, type RecordedEvent, type Resource, StreamReader } from '@tillstream/event-sourcing';
import { findCharge, isUnsettled } from '../core/attempt';
import type { ActionFinished, CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { AttemptRunner } from './attempt-runner';
import { checkoutSession } from './checkout-session.decider';
import { OwedEffects } from './owed-effects';
import { RecoverChargeCommand } from './recover-charge/recover-charge.handler';

type SessionResource = Resource<CheckoutSessionState>;
type Recorded = RecordedEvent<CheckoutSessionEvent>;

interface Ended {
  readonly resource: SessionResource;
  readonly events: readonly Recorded[];
}

@Injectable()
export class FinishedChallenges {
  constructor(
    private readonly charges: AttemptRunner,
    private readonly owed: OwedEffects,
    private readonly reader: StreamReader,
    private readonly commandBus: CommandBus,
  ) {}

  /** Resolves once the attempt is decided, waits for the buyer again, or is the timer's; null: this append ended no challenge. */
  goOn(ended: Ended): Promise<SessionResource> | null {
    const finished = ended.events.find(({ type }) => type === 'ActionFinished');
    return finished ? this.run(ended, finished) : null;
  }

  private async run({ resource, events }: Ended, finished: Recorded): Promise<SessionResource> {
    const { chargeKey, outcome } = finished.data as ActionFinished;
    await this.owed.send(events, resource);
    if (chargeKey === null) return resource;
    const after = outcome === 'returned' ? await this.charges.finish(resource, finished) : resource;
    return isInQuestion(after.state, chargeKey) ? this.close(resource.key, chargeKey, finished) : after;
  }

  /** The buyer waits for it, so it is not left to the timer; without an answer it is. */
  private async close(sessionKey: string, chargeKey: string, finished: Recorded): Promise<SessionResource> {
    await this.commandBus.execute(new RecoverChargeCommand(causedBy(finished, 'close-challenge'), sessionKey, chargeKey));
    return this.reader.current(checkoutSession, sessionKey);
  }
}

const isInQuestion = (state: CheckoutSessionState, chargeKey: string): boolean => {
  const found = state.status === 'absent' ? null : findCharge(state, chargeKey);
  return found !== null && isUnsettled(found.charge);
};
