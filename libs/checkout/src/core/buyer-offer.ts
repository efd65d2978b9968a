// The part of the buyer's session that has a price: what he is asked to agree to. It comes alone beside the error `amount-changed`.

export type BuyerInterval = 'day' | 'week' | 'month' | 'year';

export interface BuyerOffer {
  /** Null while there is nothing to pay for: no line item, or mode `setup`. */
  readonly offer_id: string | null;
  /** Tier 0 and the fallbacks, each as it would be charged; empty in mode `setup`. */
  readonly tiers: readonly BuyerTier[];
  /** Something is due now. A card is asked for then, and also if something recurs or the mode is `setup`. */
  readonly payment_required: boolean;
  readonly promotion: BuyerPromotion;
}

export interface BuyerTier {
  readonly index: number;
  /** ISO 4217, lower case */
  readonly currency: string;
  /** Decimal places of the currency by our own table: browsers disagree about some. */
  readonly currency_exponent: number;
  readonly due_now_atom: number;
  /** Of what is due now, before the discount. */
  readonly subtotal_atom: number;
  readonly discount_atom: number;
  readonly line_items: readonly BuyerLineItem[];
  /** One entry per subscription that will be made. */
  readonly recurring: readonly BuyerRecurring[];
  /** Worse terms than tier 0: charged only after a press of the button with these terms on it. */
  readonly needs_consent: boolean;
}

export interface BuyerLineItem {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly quantity: number;
  /** Due now, before the discount; 0 on trial. */
  readonly amount_atom: number;
  readonly recurring: BuyerTerms | null;
}

export interface BuyerTerms {
  readonly interval: BuyerInterval;
  readonly interval_count: number;
  /** Per period; 0 for what is billed by use alone. */
  readonly amount_atom: number;
  /** After every extension. */
  readonly trial_days: number;
  /** Periods in the contract's term; null: no term. */
  readonly contract_term_multiple: number | null;
  /** False: ends with its term. */
  readonly auto_renew: boolean;
  /** What is used is billed on top. */
  readonly metered: boolean;
}

export interface BuyerRecurring extends BuyerTerms {
  /** The first charge after today's. */
  readonly first_charge_at: string;
  /** A discount that ends: so many payments of `amount_atom` after today's, then this amount. */
  readonly later: { readonly after_payments: number; readonly amount_atom: number } | null;
}

export interface BuyerPromotion {
  /** The buyer may type a code. */
  readonly allowed: boolean;
  readonly code: string | null;
  /** The coupon's name, as the merchant wrote it. */
  readonly label: string | null;
  /** The buyer typed it himself, so he may take it away again. */
  readonly removable: boolean;
}

/** A card that the merchant's customer saved earlier. */
export interface BuyerPaymentMethod {
  readonly id: string;
  readonly brand: string;
  readonly last_four: string;
  readonly exp_month: number;
  readonly exp_year: number;
}

/** Body of `POST …/promotion-code`; DELETE takes none. Both answer the session. */
export interface PromotionCodeRequest {
  readonly code: string;
}

/** Why a code does not apply: `code` of the 400, or `type` of the fault in a 422. The page has a sentence for each. */
export type PromotionRefusal =
  | 'promotion-not-found'
  | 'promotion-inactive'
  | 'promotion-not-yet-valid'
  | 'promotion-expired'
  | 'promotion-exhausted'
  | 'promotion-wrong-currency'
  | 'promotion-not-applicable'
  | 'promotion-minimum-not-reached'
  | 'promotion-first-time-only'
  | 'promotion-already-applied';
