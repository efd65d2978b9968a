// Makes a price. What it refers to is looked up first, and again before a refusal.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, Executor, Facts, type Freshness, Ids, type Outcome, type StreamType } from '@tillstream/event-sourcing';
import { customer } from '../../core/customer.stream';
import type { PriceFacts, PriceRejection } from '../../core/price.commands';
import type { PriceEvent, PriceState, PriceWish } from '../../core/price.fields';
import { price } from '../../core/price.stream';
import { product } from '../../core/product.stream';
import { CustomFieldDefinitions } from '../../custom-field-definitions';
import { decideOnFacts } from '../decide-on-facts';
import { isOwned } from '../owned';
import { priceDecider } from '../price.decider';

type References = Pick<PriceWish, 'productKey' | 'prerequisitePriceKeys' | 'exclusiveCustomerKeys'>;

export class CreatePriceCommand extends Command<Outcome<PriceState, PriceEvent, PriceRejection>> {
  constructor(
    readonly context: CommandContext,
    readonly wish: PriceWish,
  ) {
    super();
  }
}

@CommandHandler(CreatePriceCommand)
export class CreatePriceHandler implements ICommandHandler<CreatePriceCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly definitions: CustomFieldDefinitions,
    private readonly ids: Ids,
  ) {}

  execute({ context, wish }: CreatePriceCommand) {
    const { accountId } = context;
    const key = this.ids.derivedKey('price', context.commandId);
    const { customFields: wanted, ...fields } = wish;
    return decideOnFacts(
      (freshness) =>
        Promise.all([
          this.gather(accountId, fields, freshness),
          this.definitions.wanted(wanted, { accountId, entityType: 'price' }, freshness),
        ]),
      ([facts, customFields]) => this.executor.run(priceDecider, { key, context }, { type: 'CreatePrice', fields, customFields, facts }),
    );
  }

  private async gather(accountId: string, fields: References, freshness: Freshness): Promise<PriceFacts> {
    const exists = async (type: StreamType<{ readonly status: string }, never>, key: string): Promise<boolean> => {
      const found = await this.facts.get(type, key, freshness);
      return isOwned(found, accountId) && found.state.status === 'present';
    };
    const [productExists, prerequisitesExist, customersExist] = await Promise.all([
      exists(product, fields.productKey),
      Promise.all(fields.prerequisitePriceKeys.map((key) => exists(price, key))),
      Promise.all(fields.exclusiveCustomerKeys.map((key) => exists(customer, key))),
    ]);
    return { productExists, prerequisitesExist, customersExist };
  }
}
