// What can happen to a checkout session. The type strings are the storage format: frozen. A changed meaning is a new name.
import type { CustomFieldChanges, CustomFields } from '@tillstream/catalog/core';
import type { Instant, Sealed } from '@tillstream/event-sourcing';
import type { CardSummary, SavedCard, SkipReason, ThreeDs } from '@tillstream/payments/core';
import type { FailureMessageId } from './buyer-session';
import type { Amounts } from './amounts';
import type { LineItem, Tier } from './line-item';
import type { ChargeInquired, DisputeNoticed } from './inquiry.events';
import type { RefundRequested, RefundResolved } from './refund.events';
import type { AttemptPromotion, Promotion, PromotionRemoval } from './promotion';

export type SessionMode = 'payment' | 'setup';
export type ThreeDsMode = 'prefer_non_3ds' | 'first_3ds_wins';
export type ExpiryReason = 'time' | 'by_request' | 'superseded';
export type CompletionKind = 'paid' | 'no_payment_required' | 'setup' | 'manual' | 'paid_late';

/** A customer known to the session; the e-mail is sealed under the customer's key. */
export interface SessionCustomer {
  readonly key: string;
  readonly email: Sealed;
  /** Key of the claim stream of this e-mail: a keyed hash, by which his sessions are found. */
  readonly emailKey: string;
}

export interface SessionCreated {
  readonly mode: SessionMode;
  /** Raw text, template and all. */
  readonly successUrl: string;
  readonly returnUrl: string;
  readonly customer: SessionCustomer | null;
  readonly expiresAt: Instant;
  readonly tiers: readonly Tier[];
  readonly routeKey: string | null;
  readonly threeDsMode: ThreeDsMode;
  /** Keys of the processors that the card shall be saved at; null: as the route says. */
  readonly setupProcessorKeys: readonly string[] | null;
  readonly customFields: CustomFields;
  /** For the subscriptions that the completion creates. */
  readonly paramsForSub: { readonly customFields: CustomFields } | null;
  readonly allowPromotionCodes: boolean | null;
  readonly reference: string | null;
  /** Of the sessions with this reference that were made so, at most one is open. */
  readonly supersede: boolean;
  readonly promotion: Promotion | null;
  readonly amounts: Amounts;
}

/** A processor of the plan, for one tier; one with a `skipped` reason is recorded and not asked. */
export interface PlannedProcessor {
  readonly processorKey: string;
  readonly skipped: SkipReason | null;
}

export interface PlannedTier {
  readonly tier: number;
  readonly amountAtom: number;
  readonly processors: readonly PlannedProcessor[];
  /** The account's rule for which nobody is asked for this tier (`fraud-rule`). */
  readonly refusedBy?: Pick<MatchedRule, 'name' | 'reason'>;
}

/** `setup`: the card is saved and nothing is charged. */
export type AttemptKind = 'card' | 'setup' | 'free' | 'manual';

export interface AttemptStarted {
  readonly attemptKey: string;
  /** Chosen by the browser: the same press of the button is the same attempt. */
  readonly number: number;
  readonly kind: AttemptKind;
  readonly card: CardSummary | null;
  /** The saved card that it pays with; null: a new card, or none. */
  readonly paymentMethodKey: string | null;
  /** The buyer wants the card saved, though nothing recurs. */
  readonly saveCard: boolean;
  readonly offerId: string;
  readonly acceptedTiers: readonly number[];
  readonly mandateTextId: string | null;
  readonly locale: string | null;
  readonly plan: readonly PlannedTier[];
  /** The promotion that it redeems; null: none. */
  readonly promotion: AttemptPromotion | null;
  readonly startedAt: Instant;
}

/** Written before the first call to the processor. */
export interface ChargeRequested {
  readonly attemptKey: string;
  readonly chargeKey: string;
  readonly tier: number;
  readonly processorKey: string;
  readonly amountAtom: number;
  readonly currency: string;
  readonly requestedAt: Instant;
}

/** The outcome of one charge; several per tier. A charge that was challenged has a second one. */
export interface TierAttempted {
  readonly attemptKey: string;
  readonly chargeKey: string;
  readonly outcome: 'approved' | 'declined' | 'requires_action' | 'unknown' | 'not_sent';
  readonly category: string | null;
  readonly code: string | null;
  readonly reference: string | null;
  readonly networkTransactionId: string | null;
  /** The card that the processor saved with this charge, its token encrypted; null: none. */
  readonly savedCard: SavedCard | null;
  readonly threeDs: ThreeDs | null;
  /** Of a challenge that the processor asks for, encrypted; nobody is told it before `ActionRequested`. Absent: none. */
  readonly actionUrl?: string;
  readonly latencyMs: number;
  readonly at: Instant;
}

/** The buyer is asked for a 3-D Secure challenge: from here on his browser may know where. */
export interface ActionRequested {
  readonly attemptKey: string;
  /** Null: a card is being saved, and nothing charged. */
  readonly chargeKey: string | null;
  readonly processorKey: string;
  /** The bank’s page, encrypted. */
  readonly url: string;
  readonly deadlineAt: Instant;
  readonly requestedAt: Instant;
}

/** Written before the confirmation that follows the challenge, or before it is closed. */
export interface ActionFinished {
  readonly attemptKey: string;
  readonly chargeKey: string | null;
  readonly processorKey: string;
  readonly outcome: 'returned' | 'abandoned' | 'timed_out';
  readonly at: Instant;
}

/** Saving the card at one processor, without a charge. May follow the completion, of which it changes nothing. */
export interface SetupAttempted {
  readonly attemptKey: string;
  readonly processorKey: string;
  readonly outcome: TierAttempted['outcome'];
  readonly category: string | null;
  readonly code: string | null;
  readonly reference: string | null;
  /** Null unless approved. */
  readonly savedCard: SavedCard | null;
  /** As in TierAttempted. */
  readonly actionUrl?: string;
  readonly latencyMs: number;
  readonly at: Instant;
}

/** How an unknown or put-aside charge came out. */
export interface ChargeResolved {
  readonly attemptKey: string;
  readonly chargeKey: string;
  readonly result: 'approved' | 'declined' | 'not_charged' | 'voided';
  readonly by: 'inquiry' | 'notice' | 'closing' | 'hand';
  readonly reference: string | null;
  readonly code: string | null;
  /** As in TierAttempted: found by asking. */
  readonly savedCard: SavedCard | null;
  readonly at: Instant;
}

export type AttemptFailureReason =
  | 'declined'
  | 'no-processor-available'
  | 'card-details-lost'
  | 'not-charged'
  | 'authentication-failed'
  | 'wrong-card-data'
  | 'promotion-gone'
  | 'fraud-rule'
  | 'scheme-limit';

/** The account's rule that refused the payment, as it was then. */
export interface MatchedRule {
  readonly name: string;
  /** For the merchant. */
  readonly reason: string | null;
  /** In the account's own words, for the buyer; null: general words. */
  readonly message: string | null;
}

/** A limit against card testing that a press has run into. */
export interface AttemptLimitReached {
  /** `attempts`: nobody pays on this session any more. `cards`: no further card is tried, those tried before may be. */
  readonly limit: 'attempts' | 'cards';
  readonly at: Instant;
}

export interface AttemptFailed {
  readonly attemptKey: string;
  readonly reason: AttemptFailureReason;
  /** Decline code for the merchant. */
  readonly code: string | null;
  /** Which text the buyer is shown; the page has the words. */
  readonly messageId: FailureMessageId;
  /** The tier that the cascade would go on with, had the buyer agreed to its worse terms. Absent: none. */
  readonly offeredTier?: number;
  /** Set exactly with the reason `fraud-rule`. */
  readonly rule?: MatchedRule;
  readonly at: Instant;
}

export interface SessionCompleted {
  readonly how: CompletionKind;
  readonly tier: number;
  readonly attemptKey: string;
  readonly chargeKey: string | null;
  readonly customerKey: string | null;
  readonly subscriptionKeys: readonly string[];
  readonly amounts: Amounts;
  readonly at: Instant;
}

export type CheckoutSessionEvent =
  | { readonly type: 'SessionCreated'; readonly data: SessionCreated }
  | { readonly type: 'LineItemAdded'; readonly data: { readonly lineItem: LineItem; readonly amounts: Amounts } }
  | { readonly type: 'PromotionApplied'; readonly data: { readonly promotion: Promotion; readonly amounts: Amounts } }
  | { readonly type: 'PromotionRemoved'; readonly data: PromotionRemoval & { readonly amounts: Amounts } }
  | { readonly type: 'ProcessorRouteChanged'; readonly data: { readonly routeKey: string | null } }
  | { readonly type: 'CustomFieldsChanged'; readonly data: { readonly customFields: CustomFieldChanges } }
  | { readonly type: 'CustomerAttached'; readonly data: { readonly customer: SessionCustomer } }
  | { readonly type: 'AttemptStarted'; readonly data: AttemptStarted }
  | { readonly type: 'ChargeRequested'; readonly data: ChargeRequested }
  | { readonly type: 'TierAttempted'; readonly data: TierAttempted }
  | { readonly type: 'ActionRequested'; readonly data: ActionRequested }
  | { readonly type: 'ActionFinished'; readonly data: ActionFinished }
  | { readonly type: 'SetupAttempted'; readonly data: SetupAttempted }
  | { readonly type: 'ChargeInquired'; readonly data: ChargeInquired }
  | { readonly type: 'ChargeResolved'; readonly data: ChargeResolved }
  | { readonly type: 'AttemptFailed'; readonly data: AttemptFailed }
  | { readonly type: 'AttemptLimitReached'; readonly data: AttemptLimitReached }
  | { readonly type: 'RefundRequested'; readonly data: RefundRequested }
  | { readonly type: 'RefundResolved'; readonly data: RefundResolved }
  | { readonly type: 'DisputeNoticed'; readonly data: DisputeNoticed }
  | { readonly type: 'ExpiryRequested'; readonly data: { readonly at: Instant } }
  | { readonly type: 'SessionCompleted'; readonly data: SessionCompleted }
  | { readonly type: 'SessionExpired'; readonly data: { readonly reason: ExpiryReason; readonly at: Instant } };
