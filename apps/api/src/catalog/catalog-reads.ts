// Reads of the catalog as answers, with what is joined in from other resources.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  CountPricesQuery, GetCustomerQuery, GetPriceQuery, GetProductQuery, ListCustomersQuery, ListPricesQuery, ListProductsQuery, type PriceResource,
  type ProductResource, renderCustomer, renderPrice, renderProduct,
} from '@tillstream/catalog'; // prettier-ignore
import { Ids } from '@tillstream/event-sourcing';
import { HttpEdge } from '../http/http-edge';
import { answerItems, answerList } from '../http/list/answer-list';
import { findPlanned } from '../http/list/find-planned';
import type { ListPlan } from '../http/list/list-spec';
import { problemOf } from '../http/problems/problem-catalog';
import { shown } from './expand';

/** In whose account, and what to show that is null otherwise. */
export interface Wanted {
  readonly accountId: string;
  readonly expand?: readonly string[] | null | undefined;
}

@Injectable()
export class CatalogReads {
  constructor(
    private readonly edge: HttpEdge,
    private readonly queries: QueryBus,
    private readonly ids: Ids,
  ) {}

  /** Throws 404. */
  async product(wanted: Wanted, key: string) {
    const { accountId } = wanted;
    const found = await this.queries.execute(new GetProductQuery(accountId, key));
    if (found?.state.status !== 'present') throw problemOf('not-found');
    const [totalPrices] = (await this.queries.execute(new CountPricesQuery(accountId, [key]))) ?? [];
    return shown(renderProduct(found, { ids: this.ids }, totalPrices === undefined ? undefined : { totalPrices }), wanted);
  }

  async products(wanted: Wanted, plan: ListPlan) {
    const { accountId } = wanted;
    const found = await this.findProducts(accountId, plan);
    const keys = found.items.map(({ key }) => key);
    const counts = (await this.queries.execute(new CountPricesQuery(accountId, keys))) ?? [];
    const items = found.items.map((item, index) =>
      shown(renderProduct(item, { ids: this.ids }, { totalPrices: counts[index] ?? 0 }), wanted),
    );
    return answerItems(plan, found, items);
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
    return this.edge.found(found, (resource, context) => shown(renderCustomer(resource, context), wanted));
  }

  async customers(wanted: Wanted, plan: ListPlan) {
    const { accountId } = wanted;
    const found = await findPlanned(plan, {
      list: (page) => this.queries.execute(new ListCustomersQuery(accountId, page)),
      get: (key) => this.queries.execute(new GetCustomerQuery(accountId, key)),
    });
    const context = await this.edge.renderContext(found.items.map(({ state }) => state));
    return answerList(plan, found, (resource) => shown(renderCustomer(resource, context), wanted));
  }

  private async withProducts(wanted: Wanted, prices: readonly PriceResource[]) {
    const keys = new Set(prices.flatMap(({ state }) => (state.status === 'absent' ? [] : [state.fields.productKey])));
    const products = await Promise.all([...keys].map((key) => this.queries.execute(new GetProductQuery(wanted.accountId, key))));
    const byKey = new Map(products.flatMap((product): [string, ProductResource][] => (product ? [[product.key, product]] : [])));
    return prices.map((price) => {
      const product = price.state.status === 'absent' ? undefined : byKey.get(price.state.fields.productKey);
      if (!product) throw new Error(`price ${price.key} has no product`);
      const whole = { product: shown(renderProduct(product, { ids: this.ids }), wanted) };
      return { ...shown(renderPrice(price, { ids: this.ids }), wanted), ...whole };
    });
  }
}
