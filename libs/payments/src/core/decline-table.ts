// What a decline means for the next step: one table, data, tested row by row (payments.md §5).
export type DeclineCategory = 'hard' | 'data' | 'insufficient' | 'soft' | 'wait' | 'authentication' | 'configuration';

/** Where the attempt goes on after an outcome of this category. */
export type NextStep = 'stop' | 'next-cheaper-tier' | 'next-processor' | 'challenge';

export const NEXT_STEP: Readonly<Record<DeclineCategory, NextStep>> = {
  hard: 'stop',
  data: 'stop',
  insufficient: 'next-cheaper-tier',
  soft: 'next-processor',
  wait: 'stop',
  authentication: 'challenge',
  configuration: 'next-processor',
};

const CATEGORY_OF: Readonly<Record<string, DeclineCategory>> = {
  stolen_card: 'hard',
  lost_card: 'hard',
  pickup_card: 'hard',
  account_closed: 'hard',
  fraudulent: 'hard',
  restricted_card: 'hard',
  revocation_of_authorization: 'hard',
  do_not_try_again: 'hard',
  incorrect_number: 'data',
  invalid_number: 'data',
  expired_card: 'data',
  incorrect_cvc: 'data',
  invalid_cvc: 'data',
  incorrect_zip: 'data',
  invalid_expiry_month: 'data',
  invalid_expiry_year: 'data',
  insufficient_funds: 'insufficient',
  withdrawal_count_limit_exceeded: 'insufficient',
  over_limit: 'insufficient',
  do_not_honor: 'soft',
  generic_decline: 'soft',
  issuer_not_available: 'soft',
  processing_error: 'soft',
  try_again_later: 'wait',
  velocity_exceeded: 'soft',
  card_velocity_exceeded: 'soft',
  retry_after: 'wait',
  authentication_required: 'authentication',
  authentication_failed: 'authentication',
  bad_credentials: 'configuration',
  currency_not_enabled: 'configuration',
  merchant_not_enabled: 'configuration',
};

/** Advice wins over the code: a scheme's "do not try again" (category 1) is final, "retry after" means wait. */
export function declineCategory(code: string, advice: string | null): DeclineCategory {
  if (advice === 'do_not_try_again') return 'hard';
  if (advice === 'retry_after') return 'wait';
  return CATEGORY_OF[code] ?? 'soft';
}

export const knownDeclineCodes: readonly string[] = Object.keys(CATEGORY_OF);
