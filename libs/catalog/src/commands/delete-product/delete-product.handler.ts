// Deletes a product that has no active prices. They are counted in the views: a price made in the same moment is not seen,
// and then belongs to a deleted product, which nobody can buy.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, type Outcome, ResourceReads } from '@tillstream/event-sourcing';
import { price } from '../../core/price.stream';
import type { ProductRejection } from '../../core/product.commands';
import type { ProductEvent, ProductState } from '../../core/product.fields';
import { activePricesOfProduct } from '../../views/price.view';
import { productDecider } from '../product.decider';

export class DeleteProductCommand extends Command<Outcome<ProductState, ProductEvent, ProductRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
  ) {
    super();
  }
}

@CommandHandler(DeleteProductCommand)
export class DeleteProductHandler implements ICommandHandler<DeleteProductCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly reads: ResourceReads,
  ) {}

  /** Throws ViewsRebuilding while nobody can say which prices there are. */
  async execute({ context, key }: DeleteProductCommand) {
    const { accountId } = context;
    const page = { index: activePricesOfProduct(key), order: 'descending', offset: 0, limit: 1 } as const;
    const active = await this.reads.list(price, { accountId, category: price.category, ...page });
    return this.executor.run(productDecider, { key, context }, { type: 'DeleteProduct', hasActivePrices: active.total > 0 });
  }
}
