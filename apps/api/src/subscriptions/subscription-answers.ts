// A subscription for an answer: with its whole prices and its whole customer joined in.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetCustomerQuery, GetPriceQuery, renderCustomer, renderPrice } from '@tillstream/catalog';
import { Clock, Ids, PersonKeys } from '@tillstream/event-sourcing';
import { renderSubscription, type SubscriptionResource } from '@tillstream/subscriptions';
import { problemOf } from '../http/problems/problem-catalog';

@Injectable()
export class SubscriptionAnswers {
  constructor(
    private readonly queries: QueryBus,
    private readonly personKeys: PersonKeys,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async render(resource: SubscriptionResource) {
    const { accountId, state } = resource;
    if (state.status === 'absent') throw problemOf('subscription-not-found');
    const [customer, prices] = await Promise.all([
      this.customer(accountId, state.customerKey),
      Promise.all(state.items.map(async ({ priceKey }) => [priceKey, await this.price(accountId, priceKey)] as const)),
    ]);
    return renderSubscription(resource, { ids: this.ids, now: this.clock.now() }, { customer, prices: Object.fromEntries(prices) });
  }

  private async price(accountId: string, key: string): Promise<object> {
    const found = await this.queries.execute(new GetPriceQuery(accountId, key));
    return found ? renderPrice(found, { ids: this.ids }) : { id: this.ids.format('price', key) };
  }

  /** One that was erased is shown by his id. */
  private async customer(accountId: string, key: string): Promise<object> {
    const found = await this.queries.execute(new GetCustomerQuery(accountId, key));
    return found
      ? renderCustomer(found, { ids: this.ids, open: await this.personKeys.opener(found.state) })
      : { id: this.ids.format('cus', key) };
  }
}
