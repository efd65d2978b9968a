// What a buyer is told about a payment that did not work: an id, for which the page has words in its languages. An id is never used for
// something else: it is stored.
import type { FailureMessageId } from './buyer-session';
import type { AttemptFailed } from './checkout-session.events';
import type { OutcomeCategory } from './next-charge';

const TEXTS: Readonly<Record<FailureMessageId, string>> = {
  'card-declined': 'The card was declined. Please try another card or contact your bank.',
  'card-refused-for-good': 'The bank refused this card. Please use another card.',
  'insufficient-funds': 'The card has not enough funds. Please try another card.',
  'card-number-wrong': 'The card number is not correct. Please check it.',
  'card-expired': 'The card has expired. Please use another card.',
  'card-expiry-wrong': 'The expiry date is not correct. Please check it.',
  'security-code-wrong': 'The security code is not correct. Please check it.',
  'postal-code-wrong': 'The postal code does not match the card. Please check it.',
  'authentication-failed': 'The bank could not confirm that it is you. Please try again or use another card.',
  'challenge-abandoned': 'The confirmation with your bank was not finished. Please try again.',
  'try-later': 'The bank asks to wait before another try. Please try again later or use another card.',
  'not-charged': 'The payment did not go through and you have not been charged. Please try again.',
  'card-details-lost': 'The payment was interrupted and you have not been charged. Please enter the card again.',
  'promotion-gone': 'The promotion code has been used up meanwhile, so the amount has changed. You have not been charged.',
  'card-tried-too-often': 'This card was tried too often. You have not been charged. Please use another card.',
  'payment-refused': 'This payment cannot be accepted. You have not been charged. Please use another card or contact the merchant.',
  'merchant-message': 'This payment cannot be accepted. You have not been charged.',
  'payment-not-possible': 'The payment could not be made at the moment. You have not been charged. Please try again.',
};

const BY_CODE: Readonly<Record<string, FailureMessageId>> = {
  expired_card: 'card-expired',
  invalid_expiry_month: 'card-expiry-wrong',
  invalid_expiry_year: 'card-expiry-wrong',
  incorrect_cvc: 'security-code-wrong',
  invalid_cvc: 'security-code-wrong',
  incorrect_zip: 'postal-code-wrong',
  incorrect_address: 'postal-code-wrong',
};

const BY_CATEGORY: Readonly<Record<OutcomeCategory, FailureMessageId>> = {
  hard: 'card-refused-for-good',
  data: 'card-number-wrong',
  insufficient: 'insufficient-funds',
  soft: 'card-declined',
  wait: 'try-later',
  authentication: 'authentication-failed',
  requires_action: 'authentication-failed',
  configuration: 'payment-not-possible',
  not_sent: 'payment-not-possible',
  scheme_limit: 'card-tried-too-often',
};

export const buyerMessage = (category: OutcomeCategory, code: string | null): FailureMessageId =>
  BY_CODE[code ?? ''] ?? BY_CATEGORY[category];

/** All that there are. */
export const failureMessageIds = Object.keys(TEXTS) as readonly FailureMessageId[];

/** For the API and for a page that does not know the id: in the merchant's own words, else in English. */
export const failureText = ({ messageId, rule }: Pick<AttemptFailed, 'messageId' | 'rule'>): string => rule?.message ?? TEXTS[messageId];
