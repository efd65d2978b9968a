// Makes a product.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Ids, type Outcome } from '@tillstream/event-sourcing';
import type { ProductRejection } from '../../core/product.commands';
import type { ProductEvent, ProductState, ProductWish } from '../../core/product.fields';
import { CustomFieldDefinitions } from '../../custom-field-definitions';
import { decideOnFacts } from '../decide-on-facts';
import { productDecider } from '../product.decider';

export class CreateProductCommand extends Command<Outcome<ProductState, ProductEvent, ProductRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly wish: ProductWish,
  ) {
    super();
  }
}

@CommandHandler(CreateProductCommand)
export class CreateProductHandler implements ICommandHandler<CreateProductCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly definitions: CustomFieldDefinitions,
    private readonly ids: Ids,
  ) {}

  execute({ context, wish }: CreateProductCommand) {
    const key = this.ids.derivedKey('product', context.commandId);
    const { customFields: wanted, ...fields } = wish;
    return decideOnFacts(
      (freshness) => this.definitions.wanted(wanted, { accountId: context.accountId, entityType: 'product' }, freshness),
      (customFields) => this.executor.run(productDecider, { key, context }, { type: 'CreateProduct', fields, customFields }),
    );
  }
}
