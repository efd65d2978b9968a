// Opens an account. Its id follows from the command, so that a repeat finds the same account.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Ids, type Outcome } from '@tillstream/event-sourcing';
import { type AccountEvent, type AccountFields, type AccountState, initialSettings } from '../../core/account.fields';
import { INSTALLATION } from '../../core/account.stream';
import { accountDecider, type AccountRejection } from '../account.decider';

export type AccountOutcome = Outcome<AccountState, AccountEvent, AccountRejection>;

export type NewAccount = Pick<AccountFields, 'name' | 'organizationId' | 'description' | 'accountType'> & Partial<AccountFields>;

export class CreateAccountCommand extends Command<AccountOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly given: NewAccount,
  ) {
    super();
  }
}

@CommandHandler(CreateAccountCommand)
export class CreateAccountHandler implements ICommandHandler<CreateAccountCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly ids: Ids,
  ) {}

  execute({ context, given }: CreateAccountCommand): Promise<AccountOutcome> {
    const key = this.ids.derivedKey('account', context.commandId);
    const fields: AccountFields = { ...initialSettings, defaultProcessorRouteKey: null, defaultProcessorKey: null, ...given };
    return this.executor.run(accountDecider, { key, context: { ...context, accountId: INSTALLATION } }, { type: 'Create', fields });
  }
}
