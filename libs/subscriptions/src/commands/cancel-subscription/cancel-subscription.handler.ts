// Cancels a subscription now, or says that it shall end with its period.
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, type CommandContext, Executor } from '@tillstream/event-sourcing';
import { subscription } from '../subscription.decider';

export class CancelSubscriptionCommand {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
  ) {}
}

@CommandHandler(CancelSubscriptionCommand)
export class CancelSubscriptionHandler implements ICommandHandler<CancelSubscriptionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly clock: Clock,
  ) {}

  execute({ context, key }: CancelSubscriptionCommand) {
    return this.executor.run(subscription, { key, context }, { type: 'CancelSubscription', now: this.clock.now() });
  }
}

export class SetCancellationAtPeriodEndCommand {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly atPeriodEnd: boolean,
  ) {}
}

@CommandHandler(SetCancellationAtPeriodEndCommand)
export class SetCancellationAtPeriodEndHandler implements ICommandHandler<SetCancellationAtPeriodEndCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly clock: Clock,
  ) {}

  execute({ context, key, atPeriodEnd }: SetCancellationAtPeriodEndCommand) {
    return this.executor.run(subscription, { key, context }, { type: 'SetCancellationAtPeriodEnd', now: this.clock.now(), atPeriodEnd });
  }
}
