// What can be asked of a coupon, what it depends on, and why it may be refused.
import type { Instant, Loc, PlainRejection } from '@tillstream/event-sourcing';
import type { CouponFields } from './coupon.fields';

export type ChangeableCouponFields = Pick<CouponFields, 'name' | 'isActive' | 'maxRedemptions' | 'validUntil' | 'metadata'>;

export interface NewCoupon {
  readonly fields: CouponFields;
  /** Counted into `validUntil`, from `validFrom` or from now. */
  readonly validityPeriodDays: number | null;
}

export type CouponCommand =
  | {
      readonly type: 'CreateCoupon';
      readonly wish: NewCoupon;
      /** In the order in which the coupon names them. */
      readonly productsExist: readonly boolean[];
      readonly now: Instant;
    }
  | { readonly type: 'ChangeCoupon'; readonly changes: Partial<ChangeableCouponFields> }
  | { readonly type: 'DeleteCoupon' };

export type CouponTermsRejection =
  | { readonly code: 'required-for-discount-type'; readonly loc: Loc }
  | { readonly code: 'not-for-discount-type'; readonly loc: Loc }
  | { readonly code: 'unknown-currency'; readonly loc: Loc }
  | { readonly code: 'required-for-repeating'; readonly loc: Loc }
  | { readonly code: 'only-for-repeating'; readonly loc: Loc }
  | { readonly code: 'ends-before-it-begins'; readonly loc: Loc }
  | { readonly code: 'validity-given-twice'; readonly loc: Loc };

export type CouponRejection = PlainRejection | CouponTermsRejection | { readonly code: 'product-not-found'; readonly loc: Loc };
