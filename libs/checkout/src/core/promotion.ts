// A coupon on a session, by its own id or through a code. Its terms are copied: what happens to the coupon later changes no amount here.
import {
  type CouponFields,
  type PromotionCodeFields,
  type PromotionFault,
  promotionRefusal,
  type PromotionTier,
  type SlotTally,
} from '@tillstream/catalog/core';
import { undiscountedAtom } from './amounts';
import type { Discount } from './discount';
import type { Tier } from './line-item';

export interface Promotion extends Discount {
  readonly couponKey: string;
  /** Shown to the buyer. */
  readonly couponName: string | null;
  /** Null: applied by the coupon's id. */
  readonly promotionCodeKey: string | null;
  /** As its merchant wrote it. */
  readonly code: string | null;
  /** What the merchant set is not the buyer's to replace or remove. */
  readonly appliedBy: 'merchant' | 'buyer';
}

/** Who took it away; a check finds out when the buyer pays that it can no longer be used, and why. */
export type PromotionRemoval =
  { readonly by: 'merchant' | 'buyer'; readonly refusal: null } | { readonly by: 'check'; readonly refusal: PromotionFault };

/** What an attempt redeems. */
export interface AttemptPromotion {
  readonly couponKey: string;
  /** Null: by the coupon's own id. */
  readonly promotionCodeKey: string | null;
  /** Coupon or code has a limit: nobody is asked for anything before a slot is reserved. Otherwise the use is counted afterwards. */
  readonly reserves: boolean;
}

interface Known {
  readonly key: string;
  readonly tally: SlotTally;
}

/** A coupon, and the code through which it is asked for, as they are now in this account. */
export interface PromotionFact {
  readonly coupon: (Known & CouponFields) | null;
  /** `none`: asked for by the coupon's own id. */
  readonly code: (Known & PromotionCodeFields) | 'none' | null;
  /** The customer has an earlier success in the account; best effort. */
  readonly hasBoughtBefore: boolean;
}

/** Null: it can be used for these items now. */
export const promotionFault = (fact: PromotionFact, tiers: readonly Tier[], now: number): PromotionFault | null =>
  promotionRefusal({ ...fact, tiers: promotionTiers(tiers), now });

/** Null while nothing is sold yet: what depends on that is looked at again when the buyer pays. */
function promotionTiers(tiers: readonly Tier[]): readonly PromotionTier[] | null {
  const sold = tiers.flatMap(({ lineItems }) => (lineItems[0] ? [{ lineItems, currency: lineItems[0].terms.currency }] : []));
  if (sold.length === 0) return null;
  return sold.map(({ lineItems, currency }) => ({
    currency,
    subtotalAtom: undiscountedAtom(lineItems),
    lines: lineItems.map(({ terms }) => ({ productKey: terms.productKey, isRecurring: terms.pricingType === 'recurring' })),
  }));
}

/** For a fact without a fault. */
export function promotionOf({ coupon, code }: PromotionFact, appliedBy: Promotion['appliedBy']): Promotion | null {
  if (coupon === null || code === null) return null;
  const through = code === 'none' ? null : code;
  const { discountType, amountAtomOff, percentOff, trialDaysOff, currency, duration, durationInMonths, productKeys } = coupon;
  return {
    couponKey: coupon.key,
    couponName: coupon.name,
    terms: { discountType, amountAtomOff, percentOff, trialDaysOff, currency, duration, durationInMonths, productKeys },
    promotionCodeKey: through?.key ?? null,
    code: through?.code ?? null,
    minimumAmountAtom: through?.restrictions.minimumAmountAtom ?? null,
    appliedBy,
  };
}
