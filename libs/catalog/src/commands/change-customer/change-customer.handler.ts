// Changes a customer. A new e-mail is claimed as a new customer's is; the one before is given back.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Outcome } from '@tillstream/event-sourcing';
import type { WantedCustomFields } from '../../core/custom-fields';
import type { CustomerRejection } from '../../core/customer.commands';
import type { CustomerEvent, CustomerState } from '../../core/customer.fields';
import { customer } from '../../core/customer.stream';
import type { CustomerWish } from '../../core/customer.wish';
import { CustomerDirectory } from '../../customer-directory';
import { CustomerSealer } from '../../customer-sealer';
import { CustomFieldDefinitions } from '../../custom-field-definitions';
import { decideOnFacts } from '../decide-on-facts';
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
    private readonly definitions: CustomFieldDefinitions,
  ) {}

  async execute({ context, key, changes: { customFields: wish, ...personal } }: ChangeCustomerCommand) {
    const present = await this.facts.get(customer, key, 'recent');
    if (!isOwned(present, context.accountId) || present.state.status !== 'present') return notFound(present);
    const before = present.state.fields.emailKey;
    const changes = await this.sealer.changed({ accountId: context.accountId, key }, personal);
    const run = (customFields?: WantedCustomFields) =>
      this.executor.run(customerDecider, { key, context }, { type: 'ChangeCustomer', changes, ...(customFields ? { customFields } : {}) });
    const place = { accountId: context.accountId, entityType: 'customer', seal: () => this.sealer.customFields(key) } as const;
    const outcome =
      wish === undefined ? await run() : await decideOnFacts((freshness) => this.definitions.wanted(wish, place, freshness), run);
    if (outcome.kind === 'accepted' && changes.emailKey !== undefined && changes.emailKey !== before) {
      await this.directory.releaseBestEffort(context, before, key);
      await this.directory.claimBestEffort(context, changes.emailKey, key);
    }
    return outcome;
  }
}
