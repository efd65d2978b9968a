// The promotion of one attempt: fixed when it starts, so that whatever changes on the session later, the right use is counted or given back.
import { type PromotionFault, type SlotLimits, slotOf, type SlotUse } from '@tillstream/catalog/core';
import type { Attempt, Session } from './checkout-session.state';
import { type AttemptPromotion, type Promotion, promotionFault, type PromotionFact } from './promotion';

/** What the end of an attempt means for the slot that it holds. */
export interface EndedSlot {
  readonly couponKey: string;
  readonly slot: string;
  readonly attemptStartedAt: number;
  readonly end: 'confirm' | 'release';
  /** Also one that was regained for money which goes back after all. */
  readonly evenRegained?: true;
}

/** A use that needed no slot. */
export interface CountedUse extends SlotUse {
  readonly couponKey: string;
}

/** The key of its use: a session has several attempts, and each its own slot. */
export const slotOfAttempt = (sessionKey: string, { number }: Pick<Attempt, 'number'>): string => slotOf(sessionKey, number);

/** It has started, and nothing was asked of anybody yet: first a slot has to be reserved. */
export const waitsForSlot = ({ promotion, charges, setups, failed, succeededAt }: Attempt): boolean =>
  promotion?.reserves === true && charges.length + setups.length === 0 && failed === null && succeededAt === null;

export const limitsOf = ({ coupon, code }: PromotionFact): SlotLimits => ({
  coupon: coupon?.maxRedemptions ?? null,
  code: code === null || code === 'none' ? null : code.maxRedemptions,
});

export function attemptPromotion(promotion: Promotion, fact: PromotionFact): AttemptPromotion {
  const { couponKey, promotionCodeKey } = promotion;
  const limits = limitsOf(fact);
  return { couponKey, promotionCodeKey, reserves: limits.coupon !== null || limits.code !== null };
}

export type PromotionCheck =
  | { readonly kind: 'right'; readonly promotion: AttemptPromotion | null }
  | { readonly kind: 'refused'; readonly fault: PromotionFault }
  /** The session's promotion is another one than was looked up. */
  | { readonly kind: 'changed' };

/** The session's promotion, checked again in full when the buyer pays. */
export function checkedPromotion({ promotion, tiers }: Session, fact: PromotionFact | null, now: number): PromotionCheck {
  if (promotion === null) return { kind: 'right', promotion: null };
  if (fact === null || !isAbout(fact, promotion)) return { kind: 'changed' };
  const fault = promotionFault(fact, tiers, now);
  return fault === null ? { kind: 'right', promotion: attemptPromotion(promotion, fact) } : { kind: 'refused', fault };
}

/** What was deleted has no key any more: it is about whatever it was looked up for. */
function isAbout({ coupon, code }: PromotionFact, promotion: Promotion): boolean {
  const isCoupon = coupon === null || coupon.key === promotion.couponKey;
  const codeKey = code === 'none' ? null : (code?.key ?? promotion.promotionCodeKey);
  return isCoupon && codeKey === promotion.promotionCodeKey;
}
