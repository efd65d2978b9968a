// Changes what may change of a price: never its terms.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Outcome } from '@tillstream/event-sourcing';
import type { ChangeablePriceFields, PriceRejection } from '../../core/price.commands';
import type { PriceEvent, PriceState } from '../../core/price.fields';
import { price } from '../../core/price.stream';
import { isOwned, notFound } from '../owned';
import { priceDecider } from '../price.decider';

export class ChangePriceCommand extends Command<Outcome<PriceState, PriceEvent, PriceRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<ChangeablePriceFields>,
  ) {
    super();
  }
}

@CommandHandler(ChangePriceCommand)
export class ChangePriceHandler implements ICommandHandler<ChangePriceCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
  ) {}

  async execute({ context, key, changes }: ChangePriceCommand) {
    const present = await this.facts.get(price, key, 'recent');
    if (!isOwned(present, context.accountId)) return notFound(present);
    return this.executor.run(priceDecider, { key, context }, { type: 'ChangePrice', changes });
  }
}
