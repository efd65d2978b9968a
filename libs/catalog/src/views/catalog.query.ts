// Reads of products, prices and customers by id and as lists.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { isFault, type ListQuery, type ListResult, type Resource, ResourceReads } from '@tillstream/event-sourcing';
import type { CustomerState } from '../core/customer.fields';
import { customer } from '../core/customer.stream';
import type { PriceState } from '../core/price.fields';
import { price } from '../core/price.stream';
import type { ProductState } from '../core/product.fields';
import { product } from '../core/product.stream';
import { priceCountOfProduct } from './price.view';

export type CatalogPage = Omit<ListQuery, 'accountId' | 'category'>;
export type Found<State> = ListResult & { readonly items: readonly Resource<State>[] };

export class GetProductQuery extends Query<Resource<ProductState> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetProductQuery)
export class GetProductHandler implements IQueryHandler<GetProductQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute(query: GetProductQuery) {
    return this.reads.byKey(product, query);
  }
}

export class ListProductsQuery extends Query<Found<ProductState>> {
  constructor(
    readonly accountId: string,
    readonly page: CatalogPage,
  ) {
    super();
  }
}

@QueryHandler(ListProductsQuery)
export class ListProductsHandler implements IQueryHandler<ListProductsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, page }: ListProductsQuery) {
    return this.reads.list(product, { ...page, accountId, category: product.category });
  }
}

/** How many prices each product has, in the order of the keys; null while the views do not answer. */
export class CountPricesQuery extends Query<readonly number[] | null> {
  constructor(
    readonly accountId: string,
    readonly productKeys: readonly string[],
  ) {
    super();
  }
}

@QueryHandler(CountPricesQuery)
export class CountPricesHandler implements IQueryHandler<CountPricesQuery> {
  constructor(private readonly reads: ResourceReads) {}

  async execute({ accountId, productKeys }: CountPricesQuery) {
    try {
      return productKeys.length === 0 ? [] : await this.reads.counters(accountId, productKeys.map(priceCountOfProduct));
    } catch (error) {
      if (isFault(error)) return null; // a read by id works without the views
      throw error;
    }
  }
}

export class GetPriceQuery extends Query<Resource<PriceState> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetPriceQuery)
export class GetPriceHandler implements IQueryHandler<GetPriceQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute(query: GetPriceQuery) {
    return this.reads.byKey(price, query);
  }
}

export class ListPricesQuery extends Query<Found<PriceState>> {
  constructor(
    readonly accountId: string,
    readonly page: CatalogPage,
  ) {
    super();
  }
}

@QueryHandler(ListPricesQuery)
export class ListPricesHandler implements IQueryHandler<ListPricesQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, page }: ListPricesQuery) {
    return this.reads.list(price, { ...page, accountId, category: price.category });
  }
}

export class GetCustomerQuery extends Query<Resource<CustomerState> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetCustomerQuery)
export class GetCustomerHandler implements IQueryHandler<GetCustomerQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute(query: GetCustomerQuery) {
    return this.reads.byKey(customer, query);
  }
}

export class ListCustomersQuery extends Query<Found<CustomerState>> {
  constructor(
    readonly accountId: string,
    readonly page: CatalogPage,
  ) {
    super();
  }
}

@QueryHandler(ListCustomersQuery)
export class ListCustomersHandler implements IQueryHandler<ListCustomersQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, page }: ListCustomersQuery) {
    return this.reads.list(customer, { ...page, accountId, category: customer.category });
  }
}
