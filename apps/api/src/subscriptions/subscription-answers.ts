// A subscription for an answer: with its whole prices and its whole customer joined in.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { CustomFieldDefinitions, definitionKeysOf, GetCustomerQuery, GetPriceQuery } from '@tillstream/catalog';
import { Ids } from '@tillstream/event-sourcing';
import { renderSubscription, type SubscriptionResource } from '@tillstream/subscriptions';
import { CatalogAnswers, type Wanted } from '../catalog/catalog-answers';
import { shown } from '../catalog/expand';
import { HttpEdge } from '../http/http-edge';
import { problemOf } from '../http/problems/problem-catalog';

@Injectable()
export class SubscriptionAnswers {
  constructor(
    private readonly queries: QueryBus,
    private readonly catalog: CatalogAnswers,
    private readonly definitions: CustomFieldDefinitions,
    private readonly edge: HttpEdge,
    private readonly ids: Ids,
  ) {}

  async render(resource: SubscriptionResource, { expand }: Pick<Wanted, 'expand'>) {
    const { accountId, state } = resource;
    if (state.status === 'absent') throw problemOf('subscription-not-found');
    const wanted = { accountId, expand };
    const [customer, prices, livingDefinitions] = await Promise.all([
      this.customer(wanted, state.customerKey),
      Promise.all(state.items.map(async ({ priceKey }) => [priceKey, await this.price(wanted, priceKey)] as const)),
      this.definitions.living(accountId, expand?.includes('custom_fields') ? definitionKeysOf(state.customFields) : []),
    ]);
    const joined = { customer, prices: Object.fromEntries(prices), livingDefinitions };
    const answer = renderSubscription(resource, await this.edge.renderContext(state), joined);
    if (!answer) throw problemOf('subscription-not-found');
    return shown(answer, wanted);
  }

  private async price(wanted: Wanted, key: string): Promise<object> {
    const found = await this.queries.execute(new GetPriceQuery(wanted.accountId, key));
    return found ? this.catalog.price(wanted, found) : { id: this.ids.format('price', key) };
  }

  /** One that was erased is shown by his id. */
  private async customer(wanted: Wanted, key: string): Promise<object> {
    const found = await this.queries.execute(new GetCustomerQuery(wanted.accountId, key));
    return found ? this.catalog.customer(wanted, found) : { id: this.ids.format('cus', key) };
  }
}
