// Whether a coupon or code may be used now, and if not, why: the one order of checks for sessions, for `/validate` and for `/redeem`.
import type { Instant } from '@tillstream/event-sourcing';
import type { SlotTally } from './coupon-slots.state';
import type { CouponFields, CouponTerms } from './coupon.fields';
import type { PromotionCodeFields, PromotionRestrictions } from './promotion-code.fields';

/** In the order in which they are found. */
export type PromotionFault =
  | 'promotion-not-found'
  | 'promotion-inactive'
  | 'promotion-not-yet-valid'
  | 'promotion-expired'
  | 'promotion-wrong-currency'
  | 'promotion-not-applicable'
  | 'promotion-exhausted'
  | 'promotion-minimum-not-reached'
  | 'promotion-first-time-only';

/** What may become one charge. */
export interface PromotionTier {
  /** ISO 4217, lower case. */
  readonly currency: string;
  /** Due now before any discount, in minor units. Null: not known, and then enough. */
  readonly subtotalAtom: number | null;
  /** Null: not known, and then some are such that the discount is for them. */
  readonly lines: readonly { readonly productKey: string; readonly isRecurring: boolean }[] | null;
}

export interface AskedPromotion {
  /** Null: there is none in this account, or it was deleted. */
  readonly coupon: ({ readonly key: string; readonly tally: SlotTally } & Pick<CouponFields, PromotionCheckedFields>) | null;
  /** `none`: asked for by the coupon's own id. Null: there is no such code in this account, or it was deleted. */
  readonly code: (PromotionCodeFields & { readonly tally: SlotTally }) | 'none' | null;
  /** Null where nothing is known of what is bought: all that depends on it passes. */
  readonly tiers: readonly PromotionTier[] | null;
  /** The customer has bought from this account before; best effort, false for one who is not known. */
  readonly hasBoughtBefore: boolean;
  readonly now: Instant;
}

type PromotionCheckedFields = keyof CouponTerms | 'isActive' | 'maxRedemptions' | 'validFrom' | 'validUntil';

const UNRESTRICTED: PromotionRestrictions = { firstTimeTransaction: false, minimumAmountAtom: null, minimumAmountCurrency: null };

/** Some line of the tier is one that the discount is for. */
export const appliesToTier = ({ discountType, productKeys }: Pick<CouponTerms, 'discountType' | 'productKeys'>, { lines }: PromotionTier) =>
  lines === null ||
  lines.some(
    ({ productKey, isRecurring }) =>
      (productKeys.length === 0 || productKeys.includes(productKey)) && (discountType !== 'trial_extension' || isRecurring),
  );

/** A tier below the minimum gets no discount. */
export const reachesMinimum = ({ minimumAmountAtom }: PromotionRestrictions, { subtotalAtom }: PromotionTier): boolean =>
  minimumAmountAtom === null || subtotalAtom === null || subtotalAtom >= minimumAmountAtom;

const isUsedUp = ({ open, confirmed }: SlotTally, limit: number | null): boolean => limit !== null && open + confirmed >= limit;
const isOver = (end: Instant | null, now: Instant): boolean => end !== null && now >= end;

type Coupon = NonNullable<AskedPromotion['coupon']>;
type Code = Exclude<AskedPromotion['code'], 'none' | null>;

/** Null: it may be used. */
export function promotionRefusal({ coupon, code, tiers, hasBoughtBefore, now }: AskedPromotion): PromotionFault | null {
  if (coupon === null || code === null) return 'promotion-not-found';
  const codes = code === 'none' ? [] : [code];
  const [restrictions = UNRESTRICTED] = codes.map((each) => each.restrictions);
  const isBarred = restrictions.firstTimeTransaction && hasBoughtBefore;
  return (
    outOfForce(coupon, codes, now) ??
    inapplicable(coupon, restrictions, tiers) ??
    exhausted(coupon, codes) ??
    belowMinimum(coupon, restrictions, tiers) ??
    (isBarred ? 'promotion-first-time-only' : null)
  );
}

function outOfForce(coupon: Coupon, codes: readonly Code[], now: Instant): PromotionFault | null {
  if (codes.some(({ couponKey }) => couponKey !== coupon.key)) return 'promotion-not-found';
  if (!coupon.isActive || codes.some(({ isActive }) => !isActive)) return 'promotion-inactive';
  if (coupon.validFrom !== null && now < coupon.validFrom) return 'promotion-not-yet-valid';
  return isOver(coupon.validUntil, now) || codes.some(({ expiresAt }) => isOver(expiresAt, now)) ? 'promotion-expired' : null;
}

/** All tiers have one currency. */
function inapplicable(coupon: Coupon, restrictions: PromotionRestrictions, tiers: AskedPromotion['tiers']): PromotionFault | null {
  if (!tiers) return null;
  const currencies = [coupon.currency, restrictions.minimumAmountCurrency].filter((each) => each !== null);
  if (tiers.some(({ currency }) => currencies.some((each) => each !== currency))) return 'promotion-wrong-currency';
  return tiers.some((tier) => appliesToTier(coupon, tier)) ? null : 'promotion-not-applicable';
}

const exhausted = (coupon: Coupon, codes: readonly Code[]): PromotionFault | null =>
  [coupon, ...codes].some(({ tally, maxRedemptions }) => isUsedUp(tally, maxRedemptions)) ? 'promotion-exhausted' : null;

function belowMinimum(coupon: Coupon, restrictions: PromotionRestrictions, tiers: AskedPromotion['tiers']): PromotionFault | null {
  const isEnough = !tiers || tiers.some((tier) => appliesToTier(coupon, tier) && reachesMinimum(restrictions, tier));
  return isEnough ? null : 'promotion-minimum-not-reached';
}
