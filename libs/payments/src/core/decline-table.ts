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

/** By category, so that a row is one word. A code stands here once. */
const CODES: Readonly<Record<DeclineCategory, readonly string[]>> = {
  hard: [
    'stolen_card',
    'lost_card',
    'pickup_card',
    'account_closed',
    'invalid_account',
    'fraudulent',
    'merchant_blacklist',
    'restricted_card',
    'revocation_of_authorization',
    'revocation_of_all_authorizations',
    'stop_payment_order',
    'do_not_try_again',
    // Cards that want their PIN: nothing that a buyer could type here would do.
    'incorrect_pin',
    'invalid_pin',
    'offline_pin_required',
    'online_or_offline_pin_required',
    'pin_try_exceeded',
  ],
  data: [
    'incorrect_number',
    'invalid_number',
    'expired_card',
    'incorrect_cvc',
    'invalid_cvc',
    'incorrect_zip',
    'incorrect_address',
    'invalid_expiry_month',
    'invalid_expiry_year',
    'new_account_information_available',
    'testmode_decline',
  ],
  insufficient: ['insufficient_funds', 'withdrawal_count_limit_exceeded', 'over_limit', 'invalid_amount'],
  soft: [
    'do_not_honor',
    'generic_decline',
    'call_issuer',
    'approve_with_id',
    'no_action_taken',
    'issuer_not_available',
    'processing_error',
    'reenter_transaction',
    'velocity_exceeded',
    'card_velocity_exceeded',
    'card_not_supported',
    'currency_not_supported',
    'not_permitted',
    'security_violation',
    'service_not_allowed',
    'transaction_not_allowed',
  ],
  // A second payment of the same sum a moment ago: another processor would make it the second one in truth.
  wait: ['try_again_later', 'retry_after', 'duplicate_transaction', 'card_decline_rate_limit_exceeded'],
  authentication: ['authentication_required', 'authentication_failed', 'authentication_not_handled'],
  configuration: ['bad_credentials', 'currency_not_enabled', 'merchant_not_enabled'],
};

const CATEGORY_OF: ReadonlyMap<string, DeclineCategory> = new Map(
  (Object.keys(CODES) as DeclineCategory[]).flatMap((category) => CODES[category].map((code) => [code, category] as const)),
);

/**
 * Advice wins over the code: a scheme's "do not try again" (category 1) is final, "retry after" means wait. Softer advice only turns a
 * refusal without a reason into one with a reason: "try again later" leaves a cheaper tier to who has not enough for this one.
 */
export function declineCategory(code: string, advice: string | null): DeclineCategory {
  if (advice === 'do_not_try_again') return 'hard';
  if (advice === 'retry_after') return 'wait';
  const category = CATEGORY_OF.get(code) ?? 'soft';
  if (category !== 'soft') return category;
  if (advice === 'confirm_card_data') return 'data';
  return advice === 'try_again_later' ? 'wait' : 'soft';
}

export const knownDeclineCodes: readonly string[] = [...CATEGORY_OF.keys()];
