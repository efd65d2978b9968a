// Why the business says no, in order of precedence. With a `loc` the answer is 422; each of the others is mapped to HTTP in one Record.
import type { CustomFieldFault } from '@tillstream/catalog/core';
import type { PromotionFault } from '@tillstream/catalog/core';
import type { Loc } from '@tillstream/event-sourcing';

/** Faults of what a request refers to, each with its place; all of one request are reported together. */
export interface ReferenceFault {
  readonly code:
    | 'url-not-absolute'
    | 'url-not-https'
    | 'url-host-not-allowed'
    | 'url-has-user'
    | 'url-template-unknown'
    | 'customer-not-found'
    | 'setup-takes-no-items'
    | 'too-many-line-items'
    | 'price-not-found'
    | 'price-inactive'
    | 'price-not-for-customer'
    | 'price-lacks-prerequisite'
    | 'currency-differs'
    | 'amount-too-large'
    | 'fallback-tier-empty'
    | 'route-not-found'
    | 'processor-not-found'
    | 'supersede-without-reference'
    | 'expiry-given-twice'
    | 'no-processor-for-amount'
    | PromotionFault;
  readonly loc: Loc;
}

/** Faults of what a refund asks for. */
export interface RefundFault {
  readonly code: 'payment-attempt-not-found' | 'charge-not-captured' | 'refund-currency-differs' | 'refund-exceeds-captured';
  readonly loc: Loc;
}

/** Of a press: the words that the buyer has to agree to are not named. */
export interface MandateFault {
  readonly code: 'mandate-not-agreed';
  readonly loc: Loc;
}

export type CheckoutSessionRejection =
  | MandateFault
  | ReferenceFault
  | RefundFault
  | CustomFieldFault
  | { readonly code: 'session-not-found' }
  | { readonly code: 'session-already-exists' }
  | { readonly code: 'renewal-not-allowed' }
  | { readonly code: 'reference-already-paid' }
  | { readonly code: 'reference-claimed' }
  | { readonly code: 'session-completed' }
  | { readonly code: 'session-expired' }
  | { readonly code: 'session-closing' }
  | { readonly code: 'payment-in-progress' }
  | { readonly code: 'session-full' }
  | { readonly code: 'not-due-yet'; readonly dueAt: number }
  | { readonly code: 'no-line-items' }
  | { readonly code: 'amount-changed' }
  | { readonly code: 'first-tier-not-accepted' }
  | { readonly code: 'customer-required' }
  | { readonly code: 'too-many-attempts' }
  | { readonly code: 'too-many-cards' }
  | { readonly code: 'card-tried-too-often' }
  | { readonly code: 'no-processor-available' }
  | { readonly code: 'attempt-not-found' }
  | { readonly code: 'charge-not-found' }
  | { readonly code: 'charge-already-refunded' }
  | { readonly code: 'refund-not-found' }
  | { readonly code: 'promotion-exhausted' }
  | { readonly code: 'promotion-already-applied' }
  | { readonly code: 'promotion-not-removable' }
  | { readonly code: 'promotion-codes-not-allowed' };
