import { type DeclineCategory, declineCategory, knownDeclineCodes, NEXT_STEP, type NextStep } from './decline-table';

/** Every row once more, by hand: a code that moves to another category moves money to another place. */
const ROWS: readonly (readonly [codes: string, DeclineCategory, NextStep])[] = [
  ['stolen_card lost_card pickup_card account_closed invalid_account fraudulent merchant_blacklist restricted_card', 'hard', 'stop'],
  ['revocation_of_authorization revocation_of_all_authorizations stop_payment_order do_not_try_again', 'hard', 'stop'],
  ['incorrect_pin invalid_pin offline_pin_required online_or_offline_pin_required pin_try_exceeded', 'hard', 'stop'],
  ['incorrect_number invalid_number expired_card incorrect_cvc invalid_cvc incorrect_zip incorrect_address', 'data', 'stop'],
  ['invalid_expiry_month invalid_expiry_year new_account_information_available testmode_decline', 'data', 'stop'],
  ['insufficient_funds withdrawal_count_limit_exceeded over_limit invalid_amount', 'insufficient', 'next-cheaper-tier'],
  ['do_not_honor generic_decline call_issuer approve_with_id no_action_taken issuer_not_available', 'soft', 'next-processor'],
  ['processing_error reenter_transaction velocity_exceeded card_velocity_exceeded', 'soft', 'next-processor'],
  ['card_not_supported currency_not_supported not_permitted security_violation', 'soft', 'next-processor'],
  ['service_not_allowed transaction_not_allowed', 'soft', 'next-processor'],
  ['try_again_later retry_after duplicate_transaction card_decline_rate_limit_exceeded', 'wait', 'stop'],
  ['authentication_required authentication_failed authentication_not_handled', 'authentication', 'challenge'],
  ['bad_credentials currency_not_enabled merchant_not_enabled', 'configuration', 'next-processor'],
];
const rows = ROWS.flatMap(([codes, category, next]) => codes.split(' ').map((code) => [code, category, next] as const));

describe('the decline table', () => {
  it.each(rows)('%s is %s: %s', (code, category, next) => {
    expect(declineCategory(code, null)).toBe(category);
    expect(NEXT_STEP[category]).toBe(next);
  });

  it('has no row that is not tested, and none twice', () => {
    expect([...knownDeclineCodes].sort()).toEqual(rows.map(([code]) => code).sort());
  });

  it.each(['a code that nobody has seen', '', 'constructor'])('takes "%s" for a refusal without a reason', (code) => {
    expect(declineCategory(code, null)).toBe('soft');
  });

  it('lets advice win over the code', () => {
    for (const code of knownDeclineCodes) {
      expect(declineCategory(code, 'do_not_try_again')).toBe('hard');
      expect(declineCategory(code, 'retry_after')).toBe('wait');
    }
  });

  it('lets softer advice give a reason only where there was none', () => {
    for (const [code, category] of rows) {
      expect(declineCategory(code, 'confirm_card_data')).toBe(category === 'soft' ? 'data' : category);
      expect(declineCategory(code, 'try_again_later')).toBe(category === 'soft' ? 'wait' : category);
      expect(declineCategory(code, 'advice that nobody has seen')).toBe(category);
    }
  });
});
