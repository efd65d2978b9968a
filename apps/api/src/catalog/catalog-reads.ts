// Reads of the catalog as answers, with what is joined in from other resources.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  CountPricesQuery, GetCustomerQuery, GetPriceQuery, GetProductQuery, ListCustomersQuery, ListPricesQuery, ListProductsQuery, type PriceResource,
  type ProductResource, renderPrice,
} from '@tillstream/catalog'; // prettier-ignore
import { Ids } from '@tillstream/event-sourcing';
import { answerItems } from '../http/list/answer-list';
import { findPlanned } from '../http/list/find-planned';
import type { ListPlan } from '../http/list/list-spec';
import { problemOf } from '../http/problems/problem-catalog';
import { CatalogAnswers, type Wanted } from './catalog-answers';
import { shown } from './expand';

@Injectable()
export class CatalogReads {
  constructor(
    private readonly queries: QueryBus,
    private readonly answers: CatalogAnswers,
    private readonly ids: Ids,
  ) {}

  /** Throws 404. */
  async product(wanted: Wanted, key: string) {
    const { accountId } = wanted;
    const found = await this.queries.execute(new GetProductQuery(accountId, key));
    if (found?.state.status !== 'present') throw problemOf('not-found');
    const [totalPrices] = (await this.queries.execute(new CountPricesQuery(accountId, [key]))) ?? [];
    return this.answers.product(wanted, found, totalPrices === undefined ? {} : { totalPrices });
  }

  async products(wanted: Wanted, plan: ListPlan) {
    const { accountId } = wanted;
    const found = await this.findProducts(accountId, plan);
    const keys = found.items.map(({ key }) => key);
    const counts = (await this.queries.execute(new CountPricesQuery(accountId, keys))) ?? [];
    return answerItems(plan, found, await this.answers.products(wanted, found.items, (index) => ({ totalPrices: counts[index] ?? 0 })));
  }

  findProducts(accountId: string, plan: ListPlan) {
    return findPlanned(plan, {
      list: (page) => this.queries.execute(new ListProductsQuery(accountId, page)),
      get: (key) => this.queries.execute(new GetProductQuery(accountId, key)),
    });
  }

  /** Throws 404. */
  async price(wanted: Wanted, key: string) {
    const found = await this.queries.execute(new GetPriceQuery(wanted.accountId, key));
    if (found?.state.status !== 'present') throw problemOf('not-found');
    const [answer] = await this.withProducts(wanted, [found]);
    return answer;
  }

  async prices(wanted: Wanted, plan: ListPlan) {
    const { accountId } = wanted;
    const found = await findPlanned(plan, {
      list: (page) => this.queries.execute(new ListPricesQuery(accountId, page)),
      get: (key) => this.queries.execute(new GetPriceQuery(accountId, key)),
    });
    return answerItems(plan, found, await this.withProducts(wanted, found.items));
  }

  /** Throws 404. An erased customer is answered, without anything that told who he was. */
  async customer(wanted: Wanted, key: string) {
    const found = await this.queries.execute(new GetCustomerQuery(wanted.accountId, key));
    if (!found) throw problemOf('not-found');
    return this.answers.customer(wanted, found);
  }

  async customers(wanted: Wanted, plan: ListPlan) {
    const { accountId } = wanted;
    const found = await findPlanned(plan, {
      list: (page) => this.queries.execute(new ListCustomersQuery(accountId, page)),
      get: (key) => this.queries.execute(new GetCustomerQuery(accountId, key)),
    });
    return answerItems(plan, found, await this.answers.customers(wanted, found.items));
  }

  private async withProducts(wanted: Wanted, prices: readonly PriceResource[]) {
    const keys = new Set(prices.flatMap(({ state }) => (state.status === 'absent' ? [] : [state.fields.productKey])));
    const found = await Promise.all([...keys].map((key) => this.queries.execute(new GetProductQuery(wanted.accountId, key))));
    const products = found.filter((product): product is ProductResource => product !== null);
    const [whole, living] = await Promise.all([this.answers.products(wanted, products, () => ({})), this.answers.living(wanted, prices)]);
    const byKey = new Map(products.map(({ key }, index) => [key, whole[index]]));
    return prices.map((price) => {
      const product = price.state.status === 'absent' ? undefined : byKey.get(price.state.fields.productKey);
      if (!product) throw new Error(`price ${price.key} has no product`);
      return { ...shown(renderPrice(price, { ids: this.ids }, living), wanted), product };
    });
  }
}
