// A coupon or code that somebody asks for, or that a session has, as it is now: gathered before the executor's loop.
import { Injectable } from '@nestjs/common';
import { codeTally, coupon, couponSlots, couponTally, promotionCode, PromotionCodeNames } from '@tillstream/catalog';
import { Facts, type Freshness, isFault, ResourceReads } from '@tillstream/event-sourcing';
import type { Promotion, PromotionFact } from '../core/promotion';
import { sessionIndex } from '../views/checkout-session.view';
import { checkoutSession } from './checkout-session.decider';

export interface AskedPromotion {
  readonly accountId: string;
  /** Null: the id given was none of ours. */
  readonly couponKey?: string | null;
  /** As somebody typed it, or by the key of a code that was found before. */
  readonly code?: { readonly text: string } | { readonly key: string };
  /** Null: not known yet. */
  readonly customerKey: string | null;
}

@Injectable()
export class PromotionFacts {
  constructor(
    private readonly facts: Facts,
    private readonly reads: ResourceReads,
    private readonly names: PromotionCodeNames,
  ) {}

  async gather(asked: AskedPromotion, freshness: Freshness): Promise<PromotionFact> {
    const code = await this.code(asked, freshness);
    const couponKey = asked.couponKey === undefined && code !== 'none' ? code?.couponKey : asked.couponKey;
    if (couponKey === undefined || couponKey === null) return { coupon: null, code, hasBoughtBefore: false };
    const [found, slots, hasBoughtBefore] = await Promise.all([
      this.facts.get(coupon, couponKey, freshness),
      this.facts.get(couponSlots, couponKey, freshness),
      this.hasBoughtBefore(asked, code),
    ]);
    const { state } = found;
    const fields = state.status === 'present' && found.accountId === asked.accountId ? state.fields : null;
    return {
      coupon: fields && { ...fields, key: couponKey, tally: couponTally(slots.state) },
      code: code === null || code === 'none' ? code : { ...code, tally: codeTally(slots.state, code.key) },
      hasBoughtBefore,
    };
  }

  /** Of a promotion that a session or an attempt has. */
  ofPromotion(
    accountId: string,
    { couponKey, promotionCodeKey }: Pick<Promotion, 'couponKey' | 'promotionCodeKey'>,
    asking: { readonly customerKey: string | null; readonly freshness: Freshness } = { customerKey: null, freshness: 'recent' },
  ): Promise<PromotionFact> {
    const code = promotionCodeKey === null ? {} : { code: { key: promotionCodeKey } };
    return this.gather({ accountId, couponKey, customerKey: asking.customerKey, ...code }, asking.freshness);
  }

  private async code({ accountId, code }: AskedPromotion, freshness: Freshness): Promise<PromotionFact['code']> {
    if (code === undefined) return 'none';
    const found =
      'key' in code ? await this.facts.get(promotionCode, code.key, freshness) : await this.names.find(accountId, code.text, freshness);
    if (found?.state.status !== 'present' || found.accountId !== accountId) return null;
    return { ...found.state.fields, key: found.key, tally: { open: 0, confirmed: 0 } };
  }

  /** By the lists, so best effort: while they do not answer, everybody is new. */
  private async hasBoughtBefore({ accountId, customerKey }: AskedPromotion, code: PromotionFact['code']): Promise<boolean> {
    if (code === null || code === 'none' || !code.restrictions.firstTimeTransaction || customerKey === null) return false;
    const index = sessionIndex.successOfCustomer(customerKey);
    const query = { accountId, category: checkoutSession.category, index, order: 'descending' as const, offset: 0, limit: 1 };
    try {
      return (await this.reads.list(checkoutSession, query)).total > 0;
    } catch (error) {
      if (!isFault(error)) throw error;
      return false;
    }
  }
}
