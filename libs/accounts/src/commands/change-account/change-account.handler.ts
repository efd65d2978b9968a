// Changes what an account decides. What a change refers to (processors, routes) is looked up by whoever sends it: later libs own that.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, type Outcome } from '@tillstream/event-sourcing';
import type { AccountEvent, AccountFields, AccountState } from '../../core/account.fields';
import { INSTALLATION } from '../../core/account.stream';
import { accountDecider, type AccountRejection } from '../account.decider';

export class ChangeAccountCommand extends Command<Outcome<AccountState, AccountEvent, AccountRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<AccountFields>,
  ) {
    super();
  }
}

@CommandHandler(ChangeAccountCommand)
export class ChangeAccountHandler implements ICommandHandler<ChangeAccountCommand> {
  constructor(private readonly executor: Executor) {}

  execute({ context, key, changes }: ChangeAccountCommand) {
    return this.executor.run(accountDecider, { key, context: { ...context, accountId: INSTALLATION } }, { type: 'Update', changes });
  }
}
