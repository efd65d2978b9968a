// Every code with which a processor of the sandbox says no, and what it means. The category is what a well-made caller
// should make of it; it is shown at /_control/cards and never in an answer to a charge, as no real processor would tell.

export type Category = 'hard' | 'data' | 'insufficient' | 'soft' | 'wait' | 'authentication' | 'configuration';

/** What the card scheme advises: `do_not_try_again` outranks the code, `retry_after` comes with a number of seconds. */
export type Advice = 'do_not_try_again' | 'retry_after' | 'check_card_data';

export interface DeclineMeaning {
  readonly category: Category;
  readonly message: string;
  readonly advice?: Advice;
  readonly retryAfterSeconds?: number;
}

const hour = 3_600;

export const declineCodes = {
  lost_card: { category: 'hard', message: 'The card was reported lost.', advice: 'do_not_try_again' },
  stolen_card: { category: 'hard', message: 'The card was reported stolen.', advice: 'do_not_try_again' },
  account_closed: { category: 'hard', message: 'The account behind the card is closed.', advice: 'do_not_try_again' },
  fraudulent: { category: 'hard', message: 'The payment looks fraudulent.', advice: 'do_not_try_again' },
  pickup_card: { category: 'hard', message: 'The card is to be kept by the merchant.', advice: 'do_not_try_again' },

  incorrect_number: { category: 'data', message: 'There is no card with this number.', advice: 'check_card_data' },
  expired_card: { category: 'data', message: 'The card has expired.', advice: 'check_card_data' },
  incorrect_cvc: { category: 'data', message: 'The security code is wrong.', advice: 'check_card_data' },
  incorrect_zip: { category: 'data', message: 'The postal code is wrong.', advice: 'check_card_data' },

  insufficient_funds: { category: 'insufficient', message: 'There is not enough money for this amount.' },
  withdrawal_count_limit_exceeded: { category: 'insufficient', message: 'The amount is over the limit of the card.' },

  do_not_honor: { category: 'soft', message: 'The issuer said no and gave no reason.' },
  issuer_not_available: { category: 'soft', message: 'The issuer could not be reached.' },
  processing_error: { category: 'soft', message: 'Something went wrong on the way to the issuer.' },
  card_velocity_exceeded: { category: 'soft', message: 'The card was tried too often at this processor.' },

  try_again_later: { category: 'wait', message: 'The issuer asks for a pause.', advice: 'retry_after', retryAfterSeconds: hour },

  authentication_required: { category: 'authentication', message: 'The issuer demands an authentication that was not offered.' },
  authentication_failed: { category: 'authentication', message: 'The buyer was not recognised.' },

  merchant_not_enabled: { category: 'configuration', message: 'This merchant may not take this brand of card.' },
  currency_not_enabled: { category: 'configuration', message: 'This currency is not enabled for the merchant.' },
} as const satisfies Record<string, DeclineMeaning>;

export type DeclineCode = keyof typeof declineCodes;

export const meaningOf = (code: DeclineCode): DeclineMeaning => declineCodes[code];
