// What can be asked of a session's discount, with what was looked up for it.
import type { Instant } from '@tillstream/event-sourcing';
import type { ProcessorChoices } from './processor-choices';
import type { PromotionFact } from './promotion';

/** A coupon or code that a request names, looked up. */
export interface WantedPromotion {
  readonly byCoupon: boolean;
  readonly byCode: boolean;
  readonly fact: PromotionFact;
}

export type WantedPromotionChange =
  /** `withoutCode`: the request clears the code in the same breath. */
  | ({ readonly kind: 'apply'; readonly withoutCode: boolean } & WantedPromotion)
  /** Which field was set to null; both: the coupon. */
  | { readonly kind: 'clear'; readonly field: 'coupon' | 'code' };

/** The buyer typed a code. */
export interface ApplyPromotion {
  readonly type: 'ApplyPromotion';
  readonly now: Instant;
  readonly fact: PromotionFact;
  /** What the account says where the session says nothing. */
  readonly accountAllowsCodes: boolean;
  /** Who would be asked if he paid now. */
  readonly plan: ProcessorChoices;
}

/** The buyer takes his code away again. */
export interface RemovePromotion {
  readonly type: 'RemovePromotion';
  readonly now: Instant;
}
