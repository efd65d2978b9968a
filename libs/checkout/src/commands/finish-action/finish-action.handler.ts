// The end of a challenge, told by the buyer's page or by the session's timer. Who wins the append goes on with the attempt; everybody else (a
// repeated call, a second tab) sees what came of it. What the timer ends is closed by the timer.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor, type Resource } from '@tillstream/event-sourcing';
import type { ActionFinished } from '../../core/checkout-session.events';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { FinishedChallenges } from '../finished-challenges';
import { OwedEffects } from '../owed-effects';

export interface FinishedAction {
  readonly outcome: SessionOutcome;
  /** Resolves once the attempt is decided, waits for the buyer again, or is the timer's; null when this call ended nothing. */
  readonly settled: Promise<Resource<CheckoutSessionState>> | null;
}

export class FinishActionCommand extends Command<FinishedAction> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly challenge: {
      readonly attemptKey: string;
      readonly number: number | null;
      readonly outcome: ActionFinished['outcome'];
      /** The earlier of the worker's and the queue's clock, where a timer sends it; absent: now. */
      readonly now?: number;
    },
  ) {
    super();
  }
}

@CommandHandler(FinishActionCommand)
export class FinishActionHandler implements ICommandHandler<FinishActionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly challenges: FinishedChallenges,
    private readonly owed: OwedEffects,
    private readonly clock: Clock,
  ) {}

  async execute({ context, sessionKey, challenge }: FinishActionCommand): Promise<FinishedAction> {
    const command = { type: 'FinishAction' as const, ...challenge, now: challenge.now ?? this.clock.now() };
    const outcome = await this.executor.run(checkoutSession, { key: sessionKey, context }, command);
    if (outcome.kind === 'rejected') return { outcome, settled: null };
    await this.owed.send(outcome.events, outcome.resource);
    return { outcome, settled: challenge.outcome === 'timed_out' ? null : this.challenges.goOn(outcome) };
  }
}
