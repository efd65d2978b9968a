// Changes what may change of a price: never its terms.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, type Outcome } from '@tillstream/event-sourcing';
import type { ChangeablePriceWish, PriceRejection } from '../../core/price.commands';
import type { WantedCustomFields } from '../../core/custom-fields';
import type { PriceEvent, PriceState } from '../../core/price.fields';
import { CustomFieldDefinitions } from '../../custom-field-definitions';
import { decideOnFacts } from '../decide-on-facts';
import { priceDecider } from '../price.decider';

export class ChangePriceCommand extends Command<Outcome<PriceState, PriceEvent, PriceRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<ChangeablePriceWish>,
  ) {
    super();
  }
}

@CommandHandler(ChangePriceCommand)
export class ChangePriceHandler implements ICommandHandler<ChangePriceCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly definitions: CustomFieldDefinitions,
  ) {}

  execute({ context, key, changes: { customFields: wish, ...changes } }: ChangePriceCommand) {
    const run = (customFields?: WantedCustomFields) =>
      this.executor.run(priceDecider, { key, context }, { type: 'ChangePrice', changes, ...(customFields ? { customFields } : {}) });
    if (wish === undefined) return run();
    return decideOnFacts(
      (freshness) => this.definitions.wanted(wish, { accountId: context.accountId, entityType: 'price' }, freshness),
      run,
    );
  }
}
