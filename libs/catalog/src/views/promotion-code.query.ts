// Reads of promotion codes: by id, as lists, and whether one of a name may be used now.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Resource, ResourceReads } from '@tillstream/event-sourcing';
import type { PromotionCodeState } from '../core/promotion-code.fields';
import { promotionCode } from '../core/promotion-code.stream';
import type { CatalogPage, Found } from './catalog.query';

export class GetPromotionCodeQuery extends Query<Resource<PromotionCodeState> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetPromotionCodeQuery)
export class GetPromotionCodeHandler implements IQueryHandler<GetPromotionCodeQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute(query: GetPromotionCodeQuery) {
    return this.reads.byKey(promotionCode, query);
  }
}

export class ListPromotionCodesQuery extends Query<Found<PromotionCodeState>> {
  constructor(
    readonly accountId: string,
    readonly page: CatalogPage,
  ) {
    super();
  }
}

@QueryHandler(ListPromotionCodesQuery)
export class ListPromotionCodesHandler implements IQueryHandler<ListPromotionCodesQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute({ accountId, page }: ListPromotionCodesQuery) {
    return this.reads.list(promotionCode, { ...page, accountId, category: promotionCode.category });
  }
}
