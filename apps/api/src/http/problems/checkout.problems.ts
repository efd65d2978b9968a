// What is answered when a session says no: a message for each fault with a place, a problem for each reason without one.
import type { CustomFieldFault } from '@tillstream/catalog';
import type { CardRejection, CheckoutSessionRejection } from '@tillstream/checkout';
import type { MessagesOf, ProblemsOf } from './problem';

/** What is wrong with custom fields is told in the words of the catalog. */
type Rejection = Exclude<CheckoutSessionRejection, CustomFieldFault> | CardRejection;

export const checkoutProblems: ProblemsOf<Rejection> = {
  'session-not-found': { status: 404, title: 'No such session', sentence: 'No checkout session of this account has this id.' },
  'session-already-exists': {
    status: 400,
    title: 'The session exists',
    sentence: 'It was created before by another request; read it instead.',
  },
  'renewal-not-allowed': {
    status: 400,
    title: 'No new session for this one',
    sentence: 'Only a session whose time has run out can be begun again, and only where the account allows it.',
  },
  'reference-already-paid': {
    status: 400,
    title: 'The reference is paid',
    sentence: 'An earlier session with this reference is a success; nothing was created.',
  },
  'reference-claimed': {
    status: 409,
    title: 'Another session is being made',
    sentence: 'Somebody else is making a session with this reference; repeat in a moment.',
    retryAfter: 1,
  },
  'session-completed': {
    status: 400,
    title: 'The session is completed',
    sentence: 'A completed session cannot be changed; create a new one.',
  },
  'session-expired': {
    status: 400,
    title: 'The session has expired',
    sentence: 'An expired session cannot be changed or paid; create a new one.',
  },
  'session-closing': {
    status: 400,
    title: 'The session is closing',
    sentence: 'Its end was asked for; it ends with the attempt that is running.',
  },
  'payment-in-progress': {
    status: 409,
    title: 'A payment is in progress',
    sentence: 'Wait for the attempt in flight to end, then repeat.',
    retryAfter: 1,
  },
  'session-full': {
    status: 400,
    title: 'The session has had its share',
    sentence: 'Nothing new can begin on a session with 400 events; create another one.',
  },
  'not-due-yet': { status: 400, title: 'Not due yet', sentence: 'The session has not reached its end.' },
  'no-line-items': { status: 400, title: 'Nothing to pay for', sentence: 'Add at least one line item before the buyer pays.' },
  'amount-changed': { status: 400, title: 'The amount has changed', sentence: 'Show the buyer the new offer in "offer" and ask again.' },
  'first-tier-not-accepted': {
    status: 400,
    title: 'The offer was not accepted',
    sentence: 'accepted_tiers must contain tier 0 and first_tier.',
  },
  'customer-required': {
    status: 400,
    title: 'A customer is needed',
    sentence: 'Recurring items need a customer: create the session with customer_id.',
  },
  'too-many-attempts': {
    status: 400,
    title: 'Too many attempts',
    sentence: 'Nobody can pay on this session any more: it was tried as often as one session may be. Create another one.',
  },
  'too-many-cards': {
    status: 400,
    title: 'Too many cards',
    sentence: 'No further card can be tried on this session. Pay with one that was tried before, or create another session.',
  },
  'card-tried-too-often': {
    status: 400,
    title: 'The card was tried too often',
    sentence: 'The rules of its scheme allow no further try for now. Pay with another card.',
  },
  'no-processor-available': {
    status: 400,
    title: 'No processor can charge this',
    sentence: 'Connect or enable a processor for this currency and amount.',
  },
  'attempt-not-found': { status: 404, title: 'No such attempt', sentence: 'The session has no attempt with this id.' },
  'charge-already-refunded': {
    status: 400,
    title: 'Everything was given back',
    sentence: 'All that was captured is refunded, or asked for; nothing is left.',
  },
  'refund-not-found': { status: 404, title: 'No such refund', sentence: 'The session has no refund with this id.' },
  'promotion-exhausted': {
    status: 400,
    title: 'The promotion is used up',
    sentence: 'Coupon or code has been used, or is held by payments that are running, as often as it may be. Take it away, or try again.',
  },
  'promotion-already-applied': {
    status: 400,
    title: 'There is a discount already',
    sentence: 'The merchant set the discount of this session; it cannot be replaced by a code.',
  },
  'promotion-not-removable': {
    status: 400,
    title: 'The discount stays',
    sentence: 'The merchant set the discount of this session; only the merchant can take it away.',
  },
  'promotion-codes-not-allowed': {
    status: 400,
    title: 'No codes here',
    sentence: 'Neither this session nor its account lets the buyer type a promotion code.',
  },
  'charge-not-found': { status: 404, title: 'No such charge', sentence: 'The session has no charge with this id.' },
};

export const checkoutMessages: MessagesOf<Rejection> = {
  'url-not-absolute': 'must be an absolute URL',
  'url-not-https': 'must begin with https://',
  'url-host-not-allowed': 'leads to a host that the account does not allow',
  'url-has-user': 'must not contain a user name or password',
  'url-template-unknown': 'may contain no template but {CHECKOUT_SESSION_ID}',
  'customer-not-found': 'names no customer of this account',
  'setup-takes-no-items': 'must be empty in mode setup',
  'too-many-line-items': 'there may be at most 100 line items over all tiers',
  'price-not-found': 'names no price of this account',
  'price-inactive': 'names a price that is not active',
  'price-not-for-customer': 'names a price that is not sold to this customer',
  'price-lacks-prerequisite': 'names a price that is only sold together with another',
  'currency-differs': 'must have the same currency as the other line items',
  'amount-too-large': 'comes to more than 99,999,999 in the smallest unit',
  'fallback-tier-empty': 'must have at least one line item',
  'route-not-found': 'names no processor route of this account',
  'processor-not-found': 'names no processor of this account',
  'supersede-without-reference': 'takes a reference beside it',
  'expiry-given-twice': 'must not be given beside expires_in_hours',
  'promotion-not-found': 'names no coupon or code of this account, or a code of another coupon',
  'promotion-inactive': 'names a coupon or code that is switched off',
  'promotion-not-yet-valid': 'names a coupon that is not valid yet',
  'promotion-expired': 'names a coupon or code whose time is over',
  'promotion-wrong-currency': 'is for another currency',
  'promotion-not-applicable': 'is for nothing in this session',
  'promotion-exhausted': 'has been used as often as it may be',
  'promotion-minimum-not-reached': 'needs a larger amount',
  'promotion-first-time-only': 'is for first orders only',
  'no-processor-for-amount':
    'comes to an amount that no processor can charge: those asked for it are disabled, or take neither this currency nor so little',
  'payment-attempt-not-found': 'names no payment attempt of this account',
  'charge-not-captured': 'names a payment attempt that took no money',
  'refund-currency-differs': 'must be the currency that was charged',
  'refund-exceeds-captured': 'is more than what is left of what was captured',
  'card-unreadable': 'cannot be opened; encrypt it again for the present key',
  'card-number-wrong': 'holds a card number that does not exist',
  'card-expired': 'holds a card that has expired',
  'card-required': 'is required: a card is charged or saved',
  'card-given-twice': 'must not be given beside card_jwe',
  'payment-method-not-found': 'names no saved card that can be paid with here',
  'email-required': 'is required',
  'mandate-not-agreed':
    'must be the id of the words above the button that the buyer agrees to: recurring-1 where something recurs, else save-card-1',
};
