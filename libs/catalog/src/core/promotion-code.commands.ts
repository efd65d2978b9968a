// What can be asked of a promotion code, what it depends on, and why it may be refused.
import type { Loc, PlainRejection } from '@tillstream/event-sourcing';
import type { DecimalFault } from './decimal-amount';
import type { PromotionCodeFields } from './promotion-code.fields';

export type ChangeablePromotionCodeFields = Pick<PromotionCodeFields, 'isActive' | 'maxRedemptions' | 'expiresAt' | 'metadata'>;

export interface NewPromotionCode extends Omit<PromotionCodeFields, 'restrictions'> {
  readonly restrictions: {
    readonly firstTimeTransaction: boolean;
    /** In whole units, as text. */
    readonly minimumAmount: string | null;
    readonly minimumAmountCurrency: string | null;
  };
}

export type PromotionCodeCommand =
  | { readonly type: 'CreatePromotionCode'; readonly wish: NewPromotionCode; readonly couponExists: boolean }
  | { readonly type: 'ChangePromotionCode'; readonly changes: Partial<ChangeablePromotionCodeFields> }
  | { readonly type: 'DeletePromotionCode' };

export type RestrictionRejection =
  | { readonly code: 'amount-needs-currency'; readonly loc: Loc }
  | { readonly code: 'currency-needs-amount'; readonly loc: Loc }
  | { readonly code: 'unknown-currency'; readonly loc: Loc }
  | { readonly code: DecimalFault; readonly loc: Loc };

export type PromotionCodeRejection =
  PlainRejection | RestrictionRejection | { readonly code: 'coupon-not-found'; readonly loc: Loc } | { readonly code: 'code-taken' };
