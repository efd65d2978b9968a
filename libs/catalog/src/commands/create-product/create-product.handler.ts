// Makes a product.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Ids, type Outcome } from '@tillstream/event-sourcing';
import type { ProductRejection } from '../../core/product.commands';
import type { ProductEvent, ProductFields, ProductState } from '../../core/product.fields';
import { productDecider } from '../product.decider';

export class CreateProductCommand extends Command<Outcome<ProductState, ProductEvent, ProductRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly fields: ProductFields,
  ) {
    super();
  }
}

@CommandHandler(CreateProductCommand)
export class CreateProductHandler implements ICommandHandler<CreateProductCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly ids: Ids,
  ) {}

  execute({ context, fields }: CreateProductCommand) {
    const key = this.ids.derivedKey('product', context.commandId);
    return this.executor.run(productDecider, { key, context }, { type: 'CreateProduct', fields });
  }
}
