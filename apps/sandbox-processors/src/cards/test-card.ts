// The shape of a row in the table of test cards: whose card it is, what the issuer says to it, and what goes wrong on the way.
import type { Advice, DeclineCode } from './decline-codes';

export type Brand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay';

export interface Declines {
  readonly does: 'declines';
  readonly code: DeclineCode;
  /** Replaces the usual advice of the code. */
  readonly advice?: Advice;
  readonly retryAfterSeconds?: number;
  /** The card can be saved; only charges are declined. */
  readonly saves?: true;
}

export interface Approves {
  readonly does: 'approves';
  /** Every other processor answers do_not_honor. */
  readonly onlyAt?: string;
  /** This processor answers do_not_honor. */
  readonly exceptAt?: string;
  /** Authenticated without a challenge: the liability is shifted and the buyer sees nothing. */
  readonly frictionless?: true;
}

export interface Challenges {
  readonly does: 'challenges';
  /** `late`: the bank's approval comes after the setting late_challenge_ms, and then captures without the merchant. */
  readonly ends: 'as_pressed' | 'failed' | 'never' | 'late';
  /** What the issuer says once the buyer was recognised. */
  readonly then: 'approved' | DeclineCode;
  /** A card that was saved before is not challenged again. */
  readonly unlessSaved?: true;
  /** Every other processor approves at once. */
  readonly onlyAt?: string;
}

/** What happens at the socket instead of an answer. `before`: nothing was charged; `after`: the money was taken. */
export interface Trouble {
  readonly when: 'before' | 'after';
  readonly what: 'hang' | 'drop' | 'error' | 'garbage' | 'rate_limited' | 'not_processed';
}

export interface TestCard {
  /** Names the row for good; the journal holds it instead of the number. */
  readonly name: string;
  readonly number: string;
  readonly brand: Brand;
  readonly funding: 'credit' | 'debit' | 'prepaid';
  /** ISO 3166 code of the issuer's country. */
  readonly country: string;
  readonly behaviour: Approves | Declines | Challenges;
  readonly slow?: true;
  readonly trouble?: Trouble;
  readonly notices?: 'late' | 'duplicate';
  readonly refunds?: 'pending' | 'failed';
  /** One sentence for people. */
  readonly note: string;
}
