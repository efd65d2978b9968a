// What a merchant's request says about coupon and code, as the session's decisions take it.
import { Injectable } from '@nestjs/common';
import type { Freshness } from '@tillstream/event-sourcing';
import type { SessionChanges } from '../core/checkout-session.commands';
import type { WantedPromotion, WantedPromotionChange } from '../core/promotion.commands';
import type { PromotionPayload } from '../core/wanted-session';
import { PromotionFacts } from './promotion-facts';

interface Asking {
  readonly accountId: string;
  readonly customerKey: string | null;
  readonly freshness: Freshness;
}

@Injectable()
export class WantedPromotions {
  constructor(private readonly facts: PromotionFacts) {}

  /** undefined: the request names neither. */
  async find(
    { couponKey, code }: PromotionPayload = {},
    { accountId, customerKey, freshness }: Asking,
  ): Promise<WantedPromotion | undefined> {
    if (couponKey === undefined && code === undefined) return undefined;
    const asked = {
      accountId,
      customerKey,
      ...(couponKey === undefined ? {} : { couponKey }),
      ...(code === undefined ? {} : { code: { text: code } }),
    };
    return { byCoupon: couponKey !== undefined, byCode: code !== undefined, fact: await this.facts.gather(asked, freshness) };
  }

  /** undefined: the update leaves the discount alone. */
  async change({ coupon, code }: SessionChanges, asking: Asking): Promise<WantedPromotionChange | undefined> {
    const named = {
      ...(coupon && coupon.key !== null ? { couponKey: coupon.key ?? null } : {}),
      ...(code && code.text !== null ? { code: code.text } : {}),
    };
    const wanted = await this.find(named, asking);
    if (wanted) return { kind: 'apply', withoutCode: code?.text === null, ...wanted };
    return coupon || code ? { kind: 'clear', field: coupon ? 'coupon' : 'code' } : undefined;
  }
}
