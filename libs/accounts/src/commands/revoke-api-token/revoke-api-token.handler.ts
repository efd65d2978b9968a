// Ends a token. Other processes notice within ten seconds: that is how long they believe what they read of it.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor } from '@tillstream/event-sourcing';
import type { ApiTokenOutcome } from '../../core/issued-token';
import { apiToken } from '../api-token.decider';

export class RevokeApiTokenCommand extends Command<ApiTokenOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
  ) {
    super();
  }
}

@CommandHandler(RevokeApiTokenCommand)
export class RevokeApiTokenHandler implements ICommandHandler<RevokeApiTokenCommand> {
  constructor(private readonly executor: Executor) {}

  execute({ context, key }: RevokeApiTokenCommand): Promise<ApiTokenOutcome> {
    return this.executor.run(apiToken, { key, context }, { type: 'RevokeApiToken' });
  }
}
