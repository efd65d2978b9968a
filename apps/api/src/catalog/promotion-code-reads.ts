// Reads of promotion codes as answers, with their uses joined in.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  codeTally, GetCouponSlotsQuery, GetPromotionCodeQuery, ListPromotionCodesQuery, type PromotionCodeResource, renderPromotionCode,
} from '@tillstream/catalog'; // prettier-ignore
import { ListSessionsQuery, sessionIndex } from '@tillstream/checkout';
import { Ids, isFault } from '@tillstream/event-sourcing';
import { answerItems } from '../http/list/answer-list';
import { findPlanned } from '../http/list/find-planned';
import { problemOf } from '../http/problems/problem-catalog';
import { planCodes } from './promotion-code-list';
import type { ListPromotionCodesQueryDto } from './promotion-code.dto';

@Injectable()
export class PromotionCodeReads {
  constructor(
    private readonly queries: QueryBus,
    private readonly ids: Ids,
  ) {}

  /** Throws 404. */
  async code(accountId: string, key: string) {
    const found = await this.queries.execute(new GetPromotionCodeQuery(accountId, key));
    if (found?.state.status !== 'present') throw problemOf('not-found');
    return this.answer(accountId, found);
  }

  async codes(accountId: string, query: ListPromotionCodesQueryDto) {
    const plan = planCodes(query, this.ids);
    const found = await findPlanned(plan, {
      list: (page) => this.queries.execute(new ListPromotionCodesQuery(accountId, page)),
      get: (key) => this.queries.execute(new GetPromotionCodeQuery(accountId, key)),
    });
    return answerItems(plan, found, await this.answersOf(accountId, found.items));
  }

  async answer(accountId: string, resource: PromotionCodeResource) {
    const [answer] = await this.answersOf(accountId, [resource]);
    if (!answer) throw new Error('one code, no answer');
    return answer;
  }

  /** By the lists, so best effort: while they do not answer, everybody is new. */
  async hasBoughtBefore(accountId: string, customerKey: string | null): Promise<boolean> {
    if (customerKey === null) return false;
    const index = sessionIndex.successOfCustomer(customerKey);
    try {
      const plan = { index, order: 'descending', offset: 0, limit: 1 } as const;
      return (await this.queries.execute(new ListSessionsQuery(accountId, plan))).items.length > 0;
    } catch (error) {
      if (!isFault(error)) throw error;
      return false;
    }
  }

  private async answersOf(accountId: string, codes: readonly PromotionCodeResource[]) {
    const couponKeys = codes.map(({ state }) => (state.status === 'absent' ? '' : state.fields.couponKey));
    const slots = await this.queries.execute(new GetCouponSlotsQuery(accountId, couponKeys));
    return codes.map((resource, index) => {
      const own = slots[index];
      const times_redeemed = own ? codeTally(own, resource.key).confirmed : 0;
      return { ...renderPromotionCode(resource, { ids: this.ids }), times_redeemed };
    });
  }
}
