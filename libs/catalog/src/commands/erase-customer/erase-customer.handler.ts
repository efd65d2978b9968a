// Erases a customer: after this, nobody can read again what was sealed under his key, in events, views, backups or proofs.
// What refers to him (open sessions) is ended by whoever sends this, beforehand. Repeating it repeats nothing.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, type Outcome, PersonKeys } from '@tillstream/event-sourcing';
import type { CustomerRejection } from '../../core/customer.commands';
import type { CustomerEvent, CustomerState } from '../../core/customer.fields';
import { CustomerDirectory } from '../../customer-directory';
import { customerDecider } from '../customer.decider';

export class EraseCustomerCommand extends Command<Outcome<CustomerState, CustomerEvent, CustomerRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
  ) {
    super();
  }
}

@CommandHandler(EraseCustomerCommand)
export class EraseCustomerHandler implements ICommandHandler<EraseCustomerCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly personKeys: PersonKeys,
    private readonly directory: CustomerDirectory,
  ) {}

  async execute({ context, key }: EraseCustomerCommand) {
    const outcome = await this.executor.run(customerDecider, { key, context }, { type: 'EraseCustomer' });
    if (outcome.kind === 'rejected') return outcome;
    // A crash right here leaves the key for the repeat of the call: the answer is given only once it is gone.
    await this.personKeys.erase(key);
    const { state } = outcome.resource;
    if (state.status !== 'absent') await this.directory.releaseBestEffort(context, state.fields.emailKey, key);
    return outcome;
  }
}
