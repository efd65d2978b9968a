// A coupon or code that a merchant's request names: what it makes of it, or what is wrong with it and where.
import type { Loc } from '@tillstream/event-sourcing';
import { tooLargeTiers } from './amounts';
import type { WantedPromotion } from './promotion.commands';
import type { ReferenceFault } from './checkout-session.rejections';
import type { Tier } from './line-item';
import { type Promotion, promotionFault, promotionOf } from './promotion';

export type Granted =
  { readonly promotion: Promotion; readonly fault: null } | { readonly promotion: null; readonly fault: ReferenceFault };

export function granted(wanted: WantedPromotion, tiers: readonly Tier[], now: number): Granted {
  const loc = locOf(wanted);
  const code = promotionFault(wanted.fact, tiers, now);
  const promotion = code === null ? promotionOf(wanted.fact, 'merchant') : null;
  if (promotion === null) return { promotion, fault: { code: code ?? 'promotion-not-found', loc } };
  // What is too large without it as well is the items' fault.
  if (tooLargeTiers(tiers, null).length === 0 && tooLargeTiers(tiers, promotion).length > 0)
    return { promotion: null, fault: { code: 'amount-too-large', loc } };
  return { promotion, fault: null };
}

/** A code is to blame where one was named, unless the coupon beside it is none of this account's. */
export const locOf = ({ byCode, byCoupon, fact }: WantedPromotion): Loc =>
  byCode && !(byCoupon && fact.coupon === null) ? ['body', 'promotion_code'] : ['body', 'coupon_id'];
