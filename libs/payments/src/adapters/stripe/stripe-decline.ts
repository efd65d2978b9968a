// A card error in Stripe's words, as the decline table has it: the code of the issuer's no, and what the schemes advise.
export interface Decline {
  readonly code: string;
  readonly advice: string | null;
}

interface CardError {
  readonly code?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly network_advice_code?: string;
}

const CODE: Readonly<Record<string, string>> = {
  card_declined: 'generic_decline',
  payment_intent_authentication_failure: 'authentication_failed',
  setup_intent_authentication_failure: 'authentication_failed',
  incorrect_postal_code: 'incorrect_zip',
  expired_payment_method: 'expired_card',
};

/** Mastercard's merchant advice; Visa's categories have one digit. 24 to 30 name a time, from an hour to ten days. */
const NETWORK_ADVICE: Readonly<Record<string, string>> = {
  '1': 'do_not_try_again',
  '2': 'try_again_later',
  '3': 'confirm_card_data',
  '01': 'confirm_card_data',
  '02': 'try_again_later',
  '03': 'do_not_try_again',
  '21': 'do_not_try_again',
  ...Object.fromEntries(['24', '25', '26', '27', '28', '29', '30'].map((code) => [code, 'retry_after'])),
};

/** The library has an empty text where Stripe said nothing. */
const said = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);

export function declineOf(error: CardError): Decline {
  const code = said(error.decline_code) ?? said(error.code) ?? 'generic_decline';
  const network = NETWORK_ADVICE[error.network_advice_code ?? ''] ?? null;
  // The scheme's own word is narrower where it names a time; else Stripe's reading of it stands.
  return { code: CODE[code] ?? code, advice: network === 'retry_after' ? network : (said(error.advice_code) ?? network) };
}
