// Changes a customer. A new e-mail is claimed as a new customer's is; the one before is given back.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Outcome } from '@tillstream/event-sourcing';
import type { CustomerRejection } from '../../core/customer.commands';
import type { CustomerEvent, CustomerState } from '../../core/customer.fields';
import { customer } from '../../core/customer.stream';
import type { CustomerWish } from '../../core/customer.wish';
import { CustomerDirectory } from '../../customer-directory';
import { CustomerSealer } from '../../customer-sealer';
import { customerDecider } from '../customer.decider';
import { isOwned, notFound } from '../owned';

export class ChangeCustomerCommand extends Command<Outcome<CustomerState, CustomerEvent, CustomerRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<CustomerWish>,
  ) {
    super();
  }
}

@CommandHandler(ChangeCustomerCommand)
export class ChangeCustomerHandler implements ICommandHandler<ChangeCustomerCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly sealer: CustomerSealer,
    private readonly directory: CustomerDirectory,
  ) {}

  async execute({ context, key, changes }: ChangeCustomerCommand) {
    const present = await this.facts.get(customer, key, 'recent');
    if (!isOwned(present, context.accountId) || present.state.status !== 'present') return notFound(present);
    const before = present.state.fields.emailKey;
    const sealed = await this.sealer.changed({ accountId: context.accountId, key }, changes);
    const outcome = await this.executor.run(customerDecider, { key, context }, { type: 'ChangeCustomer', changes: sealed });
    if (outcome.kind === 'accepted' && sealed.emailKey !== undefined && sealed.emailKey !== before) {
      await this.directory.releaseBestEffort(context, before, key);
      await this.directory.claimBestEffort(context, sealed.emailKey, key);
    }
    return outcome;
  }
}
