// Makes a customer for a merchant. E-mails need not be unique; whoever is first with one is who later buyers with it are taken for.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Ids, type Outcome } from '@tillstream/event-sourcing';
import type { CustomerRejection } from '../../core/customer.commands';
import type { CustomerEvent, CustomerState } from '../../core/customer.fields';
import type { CustomerWish } from '../../core/customer.wish';
import { CustomerDirectory } from '../../customer-directory';
import { CustomerSealer } from '../../customer-sealer';
import { CustomFieldDefinitions } from '../../custom-field-definitions';
import { decideOnFacts } from '../decide-on-facts';
import { customerDecider } from '../customer.decider';

export class CreateCustomerCommand extends Command<Outcome<CustomerState, CustomerEvent, CustomerRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly wish: CustomerWish,
  ) {
    super();
  }
}

@CommandHandler(CreateCustomerCommand)
export class CreateCustomerHandler implements ICommandHandler<CreateCustomerCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly definitions: CustomFieldDefinitions,
    private readonly ids: Ids,
    private readonly sealer: CustomerSealer,
    private readonly directory: CustomerDirectory,
  ) {}

  async execute({ context, wish }: CreateCustomerCommand) {
    const key = this.ids.derivedKey('customer', context.commandId);
    const { customFields: wanted, ...personal } = wish;
    const fields = await this.sealer.whole({ accountId: context.accountId, key }, personal);
    const place = { accountId: context.accountId, entityType: 'customer', seal: () => this.sealer.customFields(key) } as const;
    const outcome = await decideOnFacts(
      (freshness) => this.definitions.wanted(wanted, place, freshness),
      (customFields) => this.executor.run(customerDecider, { key, context }, { type: 'CreateCustomer', fields, customFields }),
    );
    // A crash right here leaves the claim to the reactor, which repeats it.
    if (outcome.kind === 'accepted') await this.directory.claimBestEffort(context, fields.emailKey, key);
    return outcome;
  }
}
