// Reads of coupons as answers, with their uses and products joined in.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  type CouponResource, type CouponStatus, GetCouponQuery, GetCouponSlotsQuery, GetProductQuery, ListCouponsQuery, type ProductResource, renderCoupon,
} from '@tillstream/catalog'; // prettier-ignore
import { Clock, Ids } from '@tillstream/event-sourcing';
import { answerItems } from '../http/list/answer-list';
import { findPlanned } from '../http/list/find-planned';
import type { ListPlan } from '../http/list/list-spec';
import { problemOf } from '../http/problems/problem-catalog';
import { CatalogAnswers } from './catalog-answers';

@Injectable()
export class CouponReads {
  constructor(
    private readonly queries: QueryBus,
    private readonly answers: CatalogAnswers,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws 404. */
  async coupon(accountId: string, key: string) {
    const found = await this.queries.execute(new GetCouponQuery(accountId, key));
    if (found?.state.status !== 'present') throw problemOf('not-found');
    return this.answer(accountId, found);
  }

  async coupons(accountId: string, plan: ListPlan, status: CouponStatus | null) {
    const found = await findPlanned(plan, {
      list: (page) => this.queries.execute(new ListCouponsQuery(accountId, page, status)),
      get: (key) => this.withStatus(accountId, key, status),
    });
    return answerItems(plan, found, await this.answersOf(accountId, found.items));
  }

  async answer(accountId: string, resource: CouponResource) {
    const [answer] = await this.answersOf(accountId, [resource]);
    if (!answer) throw new Error('one coupon, no answer');
    return answer;
  }

  private async withStatus(accountId: string, key: string, status: CouponStatus | null) {
    const found = await this.queries.execute(new GetCouponQuery(accountId, key));
    if (!found || status === null) return found;
    return (await this.answer(accountId, found)).status === status ? found : null;
  }

  private async answersOf(accountId: string, coupons: readonly CouponResource[]) {
    const uses = new GetCouponSlotsQuery(accountId, coupons.map(({ key }) => key)); // prettier-ignore
    const [slots, products] = await Promise.all([this.queries.execute(uses), this.products(accountId, coupons)]);
    const context = { ids: this.ids, now: this.clock.now() };
    return coupons.map((resource, index) => {
      const tally = slots[index]?.coupon ?? { open: 0, confirmed: 0 };
      const own = productKeysOf(resource).flatMap((key) => products.get(key) ?? []);
      return { ...renderCoupon(resource, context, tally), redemption_count: tally.confirmed, products: own };
    });
  }

  private async products(accountId: string, coupons: readonly CouponResource[]) {
    const keys = new Set(coupons.flatMap(productKeysOf));
    const found = await Promise.all([...keys].map((key) => this.queries.execute(new GetProductQuery(accountId, key))));
    const products = found.filter((product): product is ProductResource => product !== null);
    const whole = await this.answers.products({ accountId }, products, () => ({}));
    return new Map(products.map(({ key }, index) => [key, whole[index]]));
  }
}

const productKeysOf = ({ state }: CouponResource): readonly string[] => (state.status === 'absent' ? [] : state.fields.productKeys);
