// What the stand-in holds, as Stripe answers it. Of a card only what it does and its last four digits; its number is nowhere.
import type { CardError, KnownCard } from './cards';

export interface PaymentMethodObject {
  readonly id: string;
  readonly object: 'payment_method';
  readonly type: 'card';
  customer: string | null;
  readonly card: {
    readonly brand: string;
    readonly last4: string;
    readonly funding: string;
    readonly country: string;
    /** `unchecked`: a security code was given. */
    readonly checks: { readonly cvc_check: 'unchecked' | null };
  };
}

export interface IntentObject {
  readonly id: string;
  readonly object: 'payment_intent' | 'setup_intent';
  readonly created: number;
  readonly livemode: false;
  readonly metadata: Readonly<Record<string, string>>;
  readonly amount?: number;
  readonly currency?: string;
  readonly confirmation_method?: string;
  status: string;
  customer: string | null;
  payment_method: string | null;
  setup_future_usage?: string | null;
  latest_charge?: string | null;
  last_payment_error?: (CardError & { readonly type: 'card_error' }) | null;
  last_setup_error?: (CardError & { readonly type: 'card_error' }) | null;
  next_action: object | null;
}

export interface ChargeObject {
  readonly id: string;
  readonly object: 'charge';
  readonly payment_intent: string;
  readonly amount: number;
  readonly payment_method_details: { readonly type: 'card'; readonly card: object };
}

export interface RefundObject {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly charge: string;
  readonly payment_intent: string;
  readonly metadata: Readonly<Record<string, string>>;
  status: string;
  failure_reason?: string;
}

/** What is known of an intent and not shown. */
export interface Hidden {
  returnUrl: string | null;
  authenticated: boolean;
  usedMethods: readonly string[];
}

export class Store {
  readonly customers = new Set<string>();
  readonly methods = new Map<string, PaymentMethodObject>();
  readonly behaviours = new Map<string, KnownCard>();
  /** Used once without a customer: never again. */
  readonly spent = new Set<string>();
  readonly intents = new Map<string, IntentObject>();
  readonly hidden = new Map<string, Hidden>();
  readonly charges = new Map<string, ChargeObject>();
  readonly refunds = new Map<string, RefundObject>();
  private count = 0;

  /** In ms. */
  constructor(readonly now: () => number) {}

  /** As Stripe tells the time. */
  get nowS(): number {
    return Math.floor(this.now() / 1_000);
  }

  id(prefix: string): string {
    this.count += 1;
    return `${prefix}_standin${String(this.count).padStart(8, '0')}`;
  }

  hiddenOf(id: string): Hidden {
    const known = this.hidden.get(id) ?? { returnUrl: null, authenticated: false, usedMethods: [] };
    this.hidden.set(id, known);
    return known;
  }
}
