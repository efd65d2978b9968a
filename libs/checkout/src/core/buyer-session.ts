// What the buyer's browser is told and what it says: the JSON under /api/checkout/{secure_token}. Types only, shared by the API and the
// page. No route, no processor, no custom field and no full e-mail stands here: whoever has the link can read all of it.
import type { BuyerOffer, BuyerPaymentMethod } from './buyer-offer';

export type IsoTime = string;

/** Answer of `GET /api/checkout/{token}`, of POST and DELETE `…/promotion-code`, and part of the answer to an attempt. */
export interface BuyerSession extends BuyerOffer {
  readonly id: string;
  /** The stream's; the page never replaces a newer answer by an older one. */
  readonly revision: number;
  readonly livemode: boolean;
  readonly mode: 'payment' | 'setup';
  readonly state: 'open' | 'success' | 'expired';
  /** Also true for an open session whose time is over. */
  readonly is_expired: boolean;
  readonly payment_state: 'none' | 'processing' | 'requires_action' | 'unresolved' | 'paid' | 'partially_refunded' | 'refunded';
  /** The server's time of this answer: the page counts down by the server's clock, not by the phone's. */
  readonly now: IsoTime;
  readonly expires_at: IsoTime;
  /** Both with the session's id filled in. */
  readonly success_url: string;
  readonly return_url: string;
  readonly brand: BuyerBrand;
  /** Only where the merchant named a customer, never by a match of e-mails. */
  readonly customer: BuyerCustomer | null;
  /** No e-mail is known yet: the page asks for it. */
  readonly email_required: boolean;
  readonly saved_payment_methods: readonly BuyerPaymentMethod[];
  /** `attempts`: no further press is taken. `cards`: only cards that were tried here before. */
  readonly attempt_limit_reached: 'attempts' | 'cards' | null;
  /** The newest; the next press of the button has its number + 1, or 1. */
  readonly attempt: BuyerAttempt | null;
  /** The tier that was paid; null until then. */
  readonly charged_tier: number | null;
  /** An expired session may be answered by a new one: `POST …/renewal`. */
  readonly allow_renewal: boolean;
  readonly three_ds: 'prefer_non_3ds' | 'first_3ds_wins';
}

export interface BuyerBrand {
  readonly name: string;
  /** `#rrggbb` */
  readonly color: string | null;
  /** Of our own origin: the page's policy lets no other image in. */
  readonly logo_url: string | null;
  readonly legal_name: string | null;
  readonly privacy_policy_url: string | null;
  readonly terms_of_service_url: string | null;
}

export interface BuyerCustomer {
  /** `a•••@example.com` */
  readonly email_hint: string | null;
  readonly name: string | null;
  /** ISO 3166, upper case */
  readonly country: string | null;
  readonly postal_code: string | null;
}

export type BuyerAttemptState = 'created' | 'processing' | 'requires_action' | 'unresolved' | 'succeeded' | 'failed';

export interface BuyerAttempt {
  readonly id: string;
  readonly number: number;
  readonly state: BuyerAttemptState;
  /** Which of the page's texts says why it failed; null unless failed. */
  readonly message_id: FailureMessageId | null;
  /** The same in words, in the locale of the attempt or in English, for a page that does not know the id. */
  readonly message_for_customer: string | null;
  /** What the buyer has to do now; set exactly in `requires_action`. */
  readonly action: BuyerAction | null;
  /** After a failure: the tier that the cascade would go on with if the buyer agrees to its worse terms. */
  readonly offered_tier: number | null;
}

/** The bank's 3-D Secure page, shown in a frame. It ends at `/checkout/{token}/challenge/{attempt id}/return`. */
export interface BuyerAction {
  readonly type: 'challenge';
  /** 1…, of its attempt: the end of one challenge is never taken for that of the next. */
  readonly number: number;
  readonly url: string;
  readonly expires_at: IsoTime;
}

/** Stored in AttemptFailed: an id is never used for something else. The page has the words in each language, and knows the field. */
export type FailureMessageId =
  | 'card-declined'
  | 'card-refused-for-good'
  | 'insufficient-funds'
  | 'card-number-wrong'
  | 'card-expired'
  | 'card-expiry-wrong'
  | 'security-code-wrong'
  | 'postal-code-wrong'
  | 'authentication-failed'
  | 'challenge-abandoned'
  | 'try-later'
  | 'not-charged'
  | 'card-details-lost'
  | 'payment-not-possible'
  | 'promotion-gone'
  | 'card-tried-too-often'
  | 'payment-refused'
  /** In the merchant's own words: `message_for_customer` holds them, and they are text. */
  | 'merchant-message';

/** Body of `POST …/attempts`. The same number is the same attempt, whatever else the body says. */
export interface AttemptRequest {
  /** 1… */
  readonly number: number;
  /** Exactly one of both, or neither where nothing is due and nothing recurs. */
  readonly card_jwe: string | null;
  readonly payment_method_id: string | null;
  /** Null: not asked, because known or not needed. */
  readonly customer: {
    readonly email: string | null;
    readonly name: string | null;
    readonly country: string | null;
    readonly postal_code: string | null;
  };
  readonly offer_id: string | null;
  /** Whose terms stood on the button: the cascade begins with this tier. 0 unless the buyer took up an `offered_tier`. */
  readonly first_tier: number;
  /** Tiers that may be charged without asking again: always 0, those without `needs_consent`, and `first_tier`. */
  readonly accepted_tiers: readonly number[];
  readonly save_card: boolean;
  readonly locale: string;
  /** Which mandate stood above the button; null: none. */
  readonly mandate_text_id: MandateTextId | null;
}

/** A changed wording is a new id: the old one says what earlier buyers agreed to. */
export type MandateTextId = 'recurring-1' | 'save-card-1';

/** Answer to `POST …/attempts` (200 once decided, 202 while it runs), `GET …/attempts/{id}` and `POST …/attempts/{id}/action-finished`. */
export interface AttemptAnswer {
  readonly attempt: BuyerAttempt;
  readonly session: BuyerSession;
}

/** Body of `POST …/attempts/{id}/action-finished`: back from the bank's page, or the buyer left it. */
export interface ActionFinishedRequest {
  readonly outcome: 'returned' | 'abandoned';
  /** Of the challenge that has ended. */
  readonly number: number;
}

/** Answer of `POST …/renewal`: the page of the fresh session. */
export interface RenewalAnswer {
  readonly url: string;
}
