// Goes on with an attempt whose challenge has ended: confirms what the bank has seen, or closes what the buyer has left. A crash right here
// leaves a charge in question, which the session's timer settles by asking and closing, never by charging.
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { causedBy, Log, type RecordedEvent, type Resource, StreamReader } from '@tillstream/event-sourcing';
import type { CardDetails } from '@tillstream/payments';
import { findAttempt, findCharge, isUnsettled } from '../core/attempt';
import type { ActionFinished, CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { AttemptMeans } from './attempt-means';
import { AttemptRunner } from './attempt-runner';
import { checkoutSession } from './checkout-session.decider';
import { RecoverChargeCommand } from './recover-charge/recover-charge.handler';
import { SetupRunner } from './setup-runner';

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
    private readonly setups: SetupRunner,
    private readonly means: AttemptMeans,
    private readonly reader: StreamReader,
    private readonly commandBus: CommandBus,
    private readonly log: Log,
  ) {}

  /** Resolves once the attempt is decided, waits for the buyer again, or is the timer's; null: this append ended no challenge. */
  goOn({ resource, events }: Ended): Promise<SessionResource> | null {
    const finished = events.find(({ type }) => type === 'ActionFinished');
    return finished ? this.run(resource, finished) : null;
  }

  private async run(session: SessionResource, finished: Recorded): Promise<SessionResource> {
    const { attemptKey, chargeKey, outcome } = finished.data as ActionFinished;
    if (outcome !== 'returned') return chargeKey === null ? session : this.close(session.key, chargeKey, finished);
    const attempt = session.state.status === 'absent' ? null : findAttempt(session.state, attemptKey);
    const kept = attempt && (await this.means.of(attempt)); // with the end of the attempt it is forgotten
    const after = chargeKey === null ? await this.setups.finish(session, finished) : await this.charges.finish(session, finished);
    if (chargeKey !== null && isInQuestion(after.state, chargeKey)) return this.close(session.key, chargeKey, finished);
    if (kept?.kind === 'card') this.saveElsewhere(after, finished, kept.card);
    return after;
  }

  /** A crash in here leaves the card saved where it was used, and nowhere else. */
  private saveElsewhere(session: SessionResource, finished: Recorded, card: CardDetails): void {
    this.setups.elsewhere(session, finished, card).catch((error: unknown) => {
      this.log.warn({ error: String(error) }, 'the card was not saved at every other processor');
    });
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
