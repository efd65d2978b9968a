// The buyer's "remove": nothing has to be gathered but the time.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor } from '@tillstream/event-sourcing';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';

export class RemovePromotionCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
  ) {
    super();
  }
}

@CommandHandler(RemovePromotionCommand)
export class RemovePromotionHandler implements ICommandHandler<RemovePromotionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly clock: Clock,
  ) {}

  execute({ context, sessionKey }: RemovePromotionCommand) {
    return this.executor.run(checkoutSession, { key: sessionKey, context }, { type: 'RemovePromotion', now: this.clock.now() });
  }
}
