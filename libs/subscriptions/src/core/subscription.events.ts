// What can happen to a subscription. The type strings are the storage format: frozen.
import type { CustomFields, DiscountDuration, PriceTerms } from '@tillstream/catalog/core';
import type { Instant } from '@tillstream/event-sourcing';

export interface SubscriptionItem {
  /** 20 characters. */
  readonly key: string;
  readonly priceKey: string;
  readonly quantity: number;
  readonly terms: PriceTerms;
}

/** What is taken off its payments, as its session left it. What it took off the session's own payment is no part of it. */
export interface SubscriptionDiscount {
  readonly couponKey: string;
  /** As its merchant wrote it; null: by the coupon's id. */
  readonly promotionCode: string | null;
  /** Off each payment that it holds for, in minor units. */
  readonly amountAtom: number;
  readonly duration: DiscountDuration;
  /** Payments before this have it; null: all of them. */
  readonly endsAt: Instant | null;
}

export interface SubscriptionCreated {
  readonly sessionKey: string;
  readonly customerKey: string;
  /** ISO 4217, lower case. */
  readonly currency: string;
  readonly items: readonly SubscriptionItem[];
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly intervalCount: number;
  readonly startedAt: Instant;
  /** Null without a trial. */
  readonly trialEndsAt: Instant | null;
  readonly currentPeriodEndsAt: Instant;
  /** The saved card that later periods are charged to, and where; null: none was saved. */
  readonly paymentMethodKey: string | null;
  readonly processorKey: string | null;
  readonly collectionMethod: 'charge_automatically' | 'send_invoice';
  readonly discount: SubscriptionDiscount | null;
  /** From `params_for_sub` of the session. */
  readonly customFields: CustomFields;
}

export interface CancellationSet {
  readonly atPeriodEnd: boolean;
  /** The end of the period in which it was asked for; null: it goes on. */
  readonly endsAt: Instant | null;
}

export type SubscriptionEvent =
  | { readonly type: 'SubscriptionCreated'; readonly data: SubscriptionCreated }
  | { readonly type: 'SubscriptionCancelled'; readonly data: { readonly at: Instant } }
  | { readonly type: 'SubscriptionCancellationSet'; readonly data: CancellationSet };
