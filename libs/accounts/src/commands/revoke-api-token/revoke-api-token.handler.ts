// Ends a token. Other processes notice within ten seconds: that is how long they believe what they read of it.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts } from '@tillstream/event-sourcing';
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
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
  ) {}

  async execute({ context, key }: RevokeApiTokenCommand): Promise<ApiTokenOutcome> {
    const present = await this.facts.get(apiToken, key, 'recent');
    if (present.accountId !== context.accountId) return { kind: 'rejected', reasons: [{ code: 'not-found' }], resource: present };
    return this.executor.run(apiToken, { key, context }, { type: 'RevokeApiToken' });
  }
}
