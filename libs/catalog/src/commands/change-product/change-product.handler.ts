// Changes a product; a default price must be one of its own.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Freshness, type Outcome } from '@tillstream/event-sourcing';
import { price } from '../../core/price.stream';
import type { DefaultPriceFact, ProductRejection } from '../../core/product.commands';
import type { ProductEvent, ProductState, ProductWish } from '../../core/product.fields';
import { product } from '../../core/product.stream';
import { CustomFieldDefinitions } from '../../custom-field-definitions';
import { decideOnFacts } from '../decide-on-facts';
import { isOwned, notFound } from '../owned';
import { productDecider } from '../product.decider';

export class ChangeProductCommand extends Command<Outcome<ProductState, ProductEvent, ProductRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly key: string,
    readonly changes: Partial<ProductWish>,
  ) {
    super();
  }
}

@CommandHandler(ChangeProductCommand)
export class ChangeProductHandler implements ICommandHandler<ChangeProductCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly definitions: CustomFieldDefinitions,
  ) {}

  async execute({ context, key, changes }: ChangeProductCommand) {
    const present = await this.facts.get(product, key, 'recent');
    if (!isOwned(present, context.accountId)) return notFound(present);
    return decideOnFacts(
      (freshness) => this.gather(context.accountId, changes, freshness),
      (facts) => this.executor.run(productDecider, { key, context }, { type: 'ChangeProduct', key, ...facts }),
    );
  }

  private async gather(accountId: string, { customFields: wish, ...changes }: Partial<ProductWish>, freshness: Freshness) {
    const [defaultPrice, customFields] = await Promise.all([
      this.defaultPrice(changes.defaultPriceKey ?? null, freshness),
      wish === undefined ? undefined : this.definitions.wanted(wish, { accountId, entityType: 'product' }, freshness),
    ]);
    return { changes, defaultPrice, ...(customFields ? { customFields } : {}) };
  }

  /** A price of another account belongs to no product of this one: comparing products is enough. */
  private async defaultPrice(key: string | null, freshness: Freshness): Promise<DefaultPriceFact> {
    if (key === null) return null;
    const { state } = await this.facts.get(price, key, freshness);
    return { productKey: state.status === 'present' ? state.fields.productKey : null };
  }
}
