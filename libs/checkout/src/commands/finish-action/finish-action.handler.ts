// The end of a challenge, told by the buyer's page or by the session's timer. Twice is fine: the first append stands.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor } from '@tillstream/event-sourcing';
import type { ActionFinished } from '../../core/checkout-session.events';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';

export class FinishActionCommand extends Command<SessionOutcome> {
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
    private readonly clock: Clock,
  ) {}

  execute({ context, sessionKey, challenge }: FinishActionCommand) {
    const command = { type: 'FinishAction' as const, ...challenge, now: challenge.now ?? this.clock.now() };
    return this.executor.run(checkoutSession, { key: sessionKey, context }, command);
  }
}
