// A session as a request describes it. Keys that are null stand for ids that are none of ours: the decision says so with their place.
import type { CustomFieldsWish } from '@tillstream/catalog/core';
import type { SessionMode, ThreeDsMode } from './checkout-session.events';

export interface WantedTierPayload {
  readonly lineItems: readonly { readonly priceKey: string | null; readonly quantity: number; readonly description: string | null }[];
  readonly routeKey?: string | null;
}

export interface PromotionPayload {
  /** Null: the id given was none of ours. */
  readonly couponKey?: string | null;
  /** As somebody wrote it. */
  readonly code?: string;
}

export interface CreateSessionPayload {
  readonly mode: SessionMode;
  readonly successUrl: string;
  readonly returnUrl: string;
  readonly customerKey?: string | null;
  /** How long it shall live; null: as the account says, else 24 hours. */
  readonly lifeMinutes: number | null;
  /** In hours and in minutes as well: one of them is wrong. */
  readonly isLifeGivenTwice?: boolean;
  readonly tiers: readonly [WantedTierPayload, ...WantedTierPayload[]];
  readonly threeDsMode: ThreeDsMode;
  readonly setupProcessorKeys: readonly (string | null)[] | null;
  readonly promotion?: PromotionPayload;
  readonly allowPromotionCodes: boolean | null;
  readonly reference: string | null;
  /** Takes the place of earlier sessions that were made so with this reference. */
  readonly supersede: boolean;
  /** The one session that it may take the place of; absent: whichever there is. */
  readonly supersedesOnly?: string;
  readonly customFields?: CustomFieldsWish;
  readonly paramsForSub?: { readonly customFields: CustomFieldsWish } | null;
}
