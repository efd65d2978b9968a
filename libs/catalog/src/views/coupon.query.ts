// Reads of coupons: by id, as lists, and how often they were used.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Clock, MOST_DOCUMENTS_TESTED, type Resource, ResourceReads } from '@tillstream/event-sourcing';
import { couponSlots, type CouponSlotsState, type SlotTally } from '../core/coupon-slots.state';
import { type CouponStatus, couponStatus } from '../core/coupon-status';
import type { CouponState } from '../core/coupon.fields';
import { coupon } from '../core/coupon.stream';
import type { CatalogPage, Found } from './catalog.query';
import { LIMITED_COUPONS } from './coupon.view';

export class GetCouponQuery extends Query<Resource<CouponState> | null> {
  constructor(
    readonly accountId: string,
    readonly key: string,
  ) {
    super();
  }
}

@QueryHandler(GetCouponQuery)
export class GetCouponHandler implements IQueryHandler<GetCouponQuery> {
  constructor(private readonly reads: ResourceReads) {}

  execute(query: GetCouponQuery) {
    return this.reads.byKey(coupon, query);
  }
}

export class ListCouponsQuery extends Query<Found<CouponState>> {
  constructor(
    readonly accountId: string,
    readonly page: CatalogPage,
    readonly status: CouponStatus | null,
  ) {
    super();
  }
}

const CHUNK = 500;

@QueryHandler(ListCouponsQuery)
export class ListCouponsHandler implements IQueryHandler<ListCouponsQuery> {
  constructor(
    private readonly reads: ResourceReads,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, page, status }: ListCouponsQuery) {
    const query = { ...page, accountId, category: coupon.category };
    if (status === null) return this.reads.list(coupon, query);
    const tallies = status === 'active' || status === 'exhausted' ? await this.talliesOfLimited(accountId) : new Map<string, SlotTally>();
    const now = this.clock.now();
    const hasStatus = ({ key, state }: Resource<CouponState>): boolean =>
      state.status !== 'absent' && couponStatus(state, now, tallies.get(key)) === status;
    const test = (resource: Resource) => (page.test?.(resource) ?? true) && hasStatus(resource as Resource<CouponState>);
    return this.reads.list(coupon, { ...query, test });
  }

  /** Whether a coupon is used up stands in another document than the coupon: only those with a limit can be. */
  private async talliesOfLimited(accountId: string): Promise<ReadonlyMap<string, SlotTally>> {
    const tallies = new Map<string, SlotTally>();
    for (let offset = 0; offset < MOST_DOCUMENTS_TESTED; offset += CHUNK) {
      const page = { index: LIMITED_COUPONS, order: 'descending', offset, limit: CHUNK } as const;
      const { items } = await this.reads.list(coupon, { ...page, accountId, category: coupon.category });
      const keys = items.map(({ key }) => key);
      for (const slots of await this.reads.held(couponSlots, { accountId, keys })) if (slots) tallies.set(slots.key, slots.state.coupon);
      if (items.length < CHUNK) break;
    }
    return tallies;
  }
}

/** The uses of each coupon and of its codes, in the order of the keys. */
export class GetCouponSlotsQuery extends Query<readonly CouponSlotsState[]> {
  constructor(
    readonly accountId: string,
    readonly couponKeys: readonly string[],
  ) {
    super();
  }
}

@QueryHandler(GetCouponSlotsQuery)
export class GetCouponSlotsHandler implements IQueryHandler<GetCouponSlotsQuery> {
  constructor(private readonly reads: ResourceReads) {}

  async execute({ accountId, couponKeys }: GetCouponSlotsQuery) {
    const keys = [...new Set(couponKeys)];
    const held = await this.reads.held(couponSlots, { accountId, keys });
    const byKey = new Map(keys.map((key, index) => [key, held[index]?.state ?? couponSlots.initial]));
    return couponKeys.map((key) => byKey.get(key) ?? couponSlots.initial);
  }
}
