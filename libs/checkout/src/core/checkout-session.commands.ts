// What can be asked of a checkout session. Time, ids, prices and answers are facts that come in: nobody in here owns a clock.
import type { CustomFieldsWish, PriceTerms, WantedCustomFields } from '@tillstream/catalog/core';
import type { Instant } from '@tillstream/event-sourcing';
import type { CardSummary, SetupOutcome } from '@tillstream/payments/core';
import type { MandateTextId } from './buyer-session';
import type { FinishAction } from './challenge.commands';
import type { NoteDispute, NoteInquiry, RecordOutcome, ResolveCharge } from './charge.commands';
import type { ExpiryReason, SessionCustomer, SessionMode, ThreeDsMode } from './checkout-session.events';
import type { AttemptPromotion, PromotionFact } from './promotion';
import type { ApplyPromotion, RemovePromotion, WantedPromotion, WantedPromotionChange } from './promotion.commands';
import type { RequestRefund, ResolveRefund } from './refund.commands';
import type { ProcessorChoices } from './processor-choices';
import type { Screening } from './screening';

/** A price as it is now, for those who ask to sell it. */
export interface PriceFact {
  readonly isActive: boolean;
  readonly terms: PriceTerms;
  readonly exclusiveCustomerKeys: readonly string[];
  readonly prerequisitePriceKeys: readonly string[];
}

export interface WantedLineItem {
  /** 20 characters, derived from the command. */
  readonly key: string;
  /** Null when the id given was none of ours. */
  readonly priceKey: string | null;
  readonly quantity: number;
  readonly description: string | null;
}

export interface WantedTier {
  readonly lineItems: readonly WantedLineItem[];
  /** undefined: none given; null: the id given was none of ours. */
  readonly routeKey?: string | null;
}

/** What a request refers to, as it is now: a key that is not in here does not exist for this account. */
export interface References {
  readonly prices: Readonly<Record<string, PriceFact>>;
  readonly routes: readonly string[];
  readonly processors: readonly string[];
  /** Prices of the customer's active subscriptions: they satisfy prerequisites. */
  readonly subscribedPriceKeys: readonly string[];
}

export interface CreateSession {
  readonly type: 'CreateSession';
  readonly now: Instant;
  readonly mode: SessionMode;
  readonly successUrl: string;
  readonly returnUrl: string;
  /** undefined: none given; null: the id given was none of this account's. */
  readonly customer?: SessionCustomer | null;
  readonly expiresAt: Instant;
  readonly isLifeGivenTwice?: boolean;
  readonly tiers: readonly [WantedTier, ...WantedTier[]];
  readonly threeDsMode: ThreeDsMode;
  readonly setupProcessorKeys: readonly (string | null)[] | null;
  readonly allowPromotionCodes: boolean | null;
  readonly reference: string | null;
  readonly supersede: boolean;
  readonly customFields: WantedCustomFields;
  /** Null: none were sent. */
  readonly paramsForSub: { readonly customFields: WantedCustomFields } | null;
  /** Absent: none is asked for. */
  readonly promotion?: WantedPromotion;
  readonly references: References;
  /** Who would be asked for each tier if the buyer paid now. */
  readonly plan: ProcessorChoices;
  readonly urlRules: UrlRules;
}

export interface UrlRules {
  /** Plain http to loopback is allowed outside production. */
  readonly allowLoopbackHttp: boolean;
  /** Empty: any host. */
  readonly allowedHosts: readonly string[];
}

export interface AddLineItem {
  readonly type: 'AddLineItem';
  readonly now: Instant;
  readonly lineItem: WantedLineItem;
  readonly references: References;
  /** Who would be asked if the buyer paid now. */
  readonly plan: ProcessorChoices;
}

/** What an update asks for; a part that is absent stays as it is. */
export interface SessionChanges {
  /** `key` undefined: the id given was none of ours; null clears. */
  readonly route?: { readonly key: string | null | undefined };
  /** As for the route. */
  readonly coupon?: { readonly key: string | null | undefined };
  readonly code?: { readonly text: string | null };
  readonly customFields?: CustomFieldsWish;
}

export interface UpdateSession extends Pick<SessionChanges, 'route'> {
  readonly type: 'UpdateSession';
  readonly now: Instant;
  /** Of the routes named, those that this account has. */
  readonly routes: readonly string[];
  readonly customFields?: WantedCustomFields;
  readonly promotion?: WantedPromotionChange;
  /** Who would be asked by the route that it has then; absent where neither route nor amounts change. */
  readonly plan?: ProcessorChoices;
}

export interface CompleteByHand {
  readonly type: 'CompleteByHand';
  readonly now: Instant;
  readonly attemptKey: string;
  /** As the session's promotion was looked up. */
  readonly promotion: AttemptPromotion | null;
  readonly subscriptionKeys: readonly string[];
}

export interface ExpireSession {
  readonly type: 'ExpireSession';
  readonly reason: ExpiryReason;
  readonly now: Instant;
}

/** The saved card that the buyer chose. */
export interface ChosenMethod {
  readonly key: string;
  /** Where it can be charged. */
  readonly processorKeys: readonly string[];
}

export interface StartAttempt extends ProcessorChoices {
  readonly type: 'StartAttempt';
  readonly now: Instant;
  readonly attemptKey: string;
  readonly number: number;
  /** Of the new card, or of the saved one. */
  readonly card: CardSummary | null;
  readonly paymentMethod: ChosenMethod | null;
  /** The buyer ticked it. */
  readonly saveCard: boolean;
  readonly customer: SessionCustomer | null;
  readonly offerId: string;
  /** Whose terms stood on the button. */
  readonly firstTier: number;
  readonly acceptedTiers: readonly number[];
  readonly mandateTextId: MandateTextId | null;
  readonly locale: string | null;
  /** Absent: the press is held against nothing. */
  readonly screening?: Screening;
  /** Of the session's promotion; null: it has none. */
  readonly promotion: PromotionFact | null;
  readonly chargeKey: string;
  readonly subscriptionKeys: readonly string[];
}

/** An attempt whose promotion has a limit goes on, or ends, once its slot was asked for. */
export interface ContinueAttempt {
  readonly type: 'ContinueAttempt';
  readonly now: Instant;
  readonly attemptKey: string;
  /** `closed`: the attempt was taken for dead meanwhile. */
  readonly slot: 'held' | 'closed' | 'promotion-exhausted';
  readonly chargeKey: string;
  readonly subscriptionKeys: readonly string[];
}

export interface RecordSetup {
  readonly type: 'RecordSetup';
  readonly now: Instant;
  readonly attemptKey: string;
  readonly processorKey: string;
  /** How many set-up calls of the attempt were recorded when this one was made: tells a repeat of the record from another call. */
  readonly nth: number;
  /** The address of a challenge, and what a saved card is called, are encrypted. */
  readonly outcome: SetupOutcome;
  /** Whoever writes this has the card, and asks the next processor. */
  readonly hasMeans: boolean;
  readonly latencyMs: number;
  readonly subscriptionKeys: readonly string[];
}

/** Of an attempt whose process has died before it asked anybody for money. */
export interface AbandonAttempt {
  readonly type: 'AbandonAttempt';
  readonly now: Instant;
  readonly attemptKey: string;
}

export type CheckoutSessionCommand =
  | CreateSession
  | AddLineItem
  | UpdateSession
  | ApplyPromotion
  | RemovePromotion
  | CompleteByHand
  | ExpireSession
  | StartAttempt
  | ContinueAttempt
  | RecordOutcome
  | FinishAction
  | RecordSetup
  | AbandonAttempt
  | ResolveCharge
  | NoteDispute
  | NoteInquiry
  | RequestRefund
  | ResolveRefund;
