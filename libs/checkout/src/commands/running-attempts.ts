// What the process that won the append of an attempt does with it: charges the card, or saves it, until the attempt is decided; and then
// saves the card where else it shall be saved, when the buyer has his answer already.
import { Injectable } from '@nestjs/common';
import { Log, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import type { AttemptStarted, CheckoutSessionEvent } from '../core/checkout-session.events';
import type { CheckoutSessionState } from '../core/checkout-session.state';
import { AttemptRunner, type SettledAttempt } from './attempt-runner';
import type { Means } from './means';
import { OwedEffects } from './owed-effects';
import { SetupRunner } from './setup-runner';

type SessionResource = Resource<CheckoutSessionState>;

interface Begun {
  readonly resource: SessionResource;
  readonly events: readonly RecordedEvent<CheckoutSessionEvent>[];
}

@Injectable()
export class RunningAttempts {
  constructor(
    private readonly charges: AttemptRunner,
    private readonly setups: SetupRunner,
    private readonly owed: OwedEffects,
    private readonly log: Log,
  ) {}

  /** `settled` resolves once the attempt is decided, unknown or taken over; null when this append began nothing. */
  async begin({ resource, events }: Begun, means: Means | null): Promise<{ readonly settled: Promise<SettledAttempt> | null }> {
    const started = events.find((event) => event.type === 'AttemptStarted');
    const isOver = events.some(({ type }) => type === 'SessionCompleted' || type === 'AttemptFailed');
    if (!started || !means || isOver) {
      await this.owed.send(events, resource);
      return { settled: null };
    }
    const settled = this.run({ resource, events }, started, means);
    if (means.kind === 'card') this.saveElsewhere(settled, (session) => this.setups.elsewhere(session, started, means.card));
    return { settled };
  }

  private async run({ resource, events }: Begun, started: RecordedEvent, means: Means): Promise<SettledAttempt> {
    const isSetup = (started.data as AttemptStarted).kind === 'setup';
    if (!isSetup || means.kind !== 'card') return this.charges.run(resource, events, means);
    return { resource: await this.setups.run(resource, started, means.card), told: Promise.resolve() };
  }

  /** A crash in here leaves the card saved where it was used, and nowhere else. */
  private saveElsewhere(settled: Promise<SettledAttempt>, save: (session: SessionResource) => Promise<void>): void {
    settled
      .then(({ resource }) => save(resource))
      .catch((error: unknown) => {
        this.log.warn({ error: String(error) }, 'the card was not saved at every other processor');
      });
  }
}
