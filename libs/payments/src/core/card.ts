// A card in memory, between opening the vault and the adapter's call: never logged, never stored, never in an event.
export interface CardDetails {
  readonly number: string;
  readonly expMonth: number;
  readonly expYear: number;
  /** Absent once it has been used: it goes with the first confirmed attempt only. */
  readonly cvc: string | null;
  readonly name: string | null;
}

/** A card that this processor has saved, by what it calls it: a secret of value, in memory only like the number. */
export interface CardToken {
  readonly token: string;
  readonly networkTransactionId: string | null;
}

/** Where a card comes from, as far as a processor tells it. */
export interface CardOrigin {
  /** `credit`, `debit`, `prepaid` */
  readonly funding: string | null;
  /** Of the issuer; ISO 3166, upper case. */
  readonly country: string | null;
}

/** What may be kept of a card. */
export interface CardSummary extends CardOrigin {
  readonly brand: string;
  readonly lastFour: string;
  readonly expMonth: number;
  readonly expYear: number;
  /** Keyed per account: tells the same card again, means nothing elsewhere. */
  readonly fingerprint: string;
}
