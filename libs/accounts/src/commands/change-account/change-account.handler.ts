// Changes what an account decides. What a change refers to (processors, routes) is looked up by whoever sends it: later libs own that.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, type Outcome, type PlainRejection } from '@tillstream/event-sourcing';
import type { AccountEvent, AccountFields, AccountState } from '../../core/account.fields';
import { account, INSTALLATION } from '../../core/account.stream';

export class ChangeAccountCommand extends Command<Outcome<AccountState, AccountEvent, PlainRejection>> {
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
    return this.executor.run(account, { key, context: { ...context, accountId: INSTALLATION } }, { type: 'Update', changes });
  }
}
