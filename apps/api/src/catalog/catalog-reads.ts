// Reads of the catalog as answers: with what is joined in from other resources.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  CountPricesQuery, type CustomerResource, GetCustomerQuery, GetPriceQuery, GetProductQuery, ListCustomersQuery, ListPricesQuery, ListProductsQuery,
  type PriceResource, type ProductResource, renderCustomer, renderPrice, renderProduct,
} from '@tillstream/catalog'; // prettier-ignore
import { HttpEdge } from '../http/http-edge';
import { answerList } from '../http/list/answer-list';
import { findPlanned } from '../http/list/find-planned';
import type { ListPlan } from '../http/list/list-spec';
import { problemOf } from '../http/problems/problem-catalog';

@Injectable()
export class CatalogReads {
  constructor(
    private readonly edge: HttpEdge,
    private readonly queries: QueryBus,
  ) {}

  async product(accountId: string, key: string) {
    const found = await this.queries.execute(new GetProductQuery(accountId, key));
    if (found?.state.status !== 'present') throw problemOf('not-found');
    const [render] = await this.productRenders(accountId, [found]);
    return render;
  }

  async products(accountId: string, plan: ListPlan) {
    const found = await findPlanned(plan, {
      list: () => this.queries.execute(new ListProductsQuery(accountId, plan)),
      get: (key) => this.queries.execute(new GetProductQuery(accountId, key)),
    });
    const rendered = await this.productRenders(accountId, found.items);
    const byKey = new Map(found.items.map(({ key }, index) => [key, rendered[index]]));
    return answerList(plan, found, ({ key }) => byKey.get(key));
  }
}
