// Sent by the session's timer when an attempt has gone silent before anybody was asked for money.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor } from '@tillstream/event-sourcing';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { OwedEffects } from '../owed-effects';

export class AbandonAttemptCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
    readonly attempt: { readonly attemptKey: string; readonly now: number },
  ) {
    super();
  }
}

@CommandHandler(AbandonAttemptCommand)
export class AbandonAttemptHandler implements ICommandHandler<AbandonAttemptCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly owed: OwedEffects,
  ) {}

  async execute({ context, sessionKey, attempt }: AbandonAttemptCommand) {
    const outcome = await this.executor.run(checkoutSession, { key: sessionKey, context }, { type: 'AbandonAttempt', ...attempt });
    if (outcome.kind === 'accepted') await this.owed.send(outcome.events, outcome.resource);
    return outcome;
  }
}
