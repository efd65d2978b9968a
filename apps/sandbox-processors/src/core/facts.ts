// What the sandbox remembers, and all that it remembers: one line of the journal each. The state is the fold of these.
// A card number is never among them, only the name of its row in the table of test cards.
import type { No, ThreeDs } from '../cards/verdict';
import type { Settings } from '../processors/settings';

/** A setup is a charge without an amount: it saves the card, moves no money and stands in no ledger. */
export type Kind = 'charge' | 'setup';

export interface UsedCard {
  /** Row of the table; null: a number that is not in it. */
  readonly name: string | null;
  readonly brand: string;
  readonly lastFour: string;
  readonly funding: string | null;
  readonly country: string | null;
  readonly validUntil: number;
}

interface AboutCharge {
  readonly at: number;
  readonly processor: string;
  readonly reference: string;
}

export interface ChargeOpened extends AboutCharge {
  readonly type: 'ChargeOpened';
  readonly kind: Kind;
  readonly merchantReference: string;
  readonly amountAtom: number;
  readonly currency: string | null;
  readonly description: string | null;
  readonly offSessionLater: boolean;
}

/** Closed before it was ever seen: a later open finds it closed. */
export interface ReferenceBlocked extends AboutCharge {
  readonly type: 'ReferenceBlocked';
  readonly merchantReference: string;
}

export interface ChallengeAsked extends AboutCharge {
  readonly type: 'ChallengeAsked';
  readonly challengeId: string;
  readonly card: UsedCard;
  readonly save: boolean;
}

export interface ChallengeAnswered extends AboutCharge {
  readonly type: 'ChallengeAnswered';
  readonly result: 'approved' | 'failed';
  /** The bank itself captures at this moment; until then the challenge counts as pending. Null: the result holds now. */
  readonly settlesAt: number | null;
}

export interface ChargeApproved extends AboutCharge {
  readonly type: 'ChargeApproved';
  readonly card: UsedCard;
  readonly threeDs: ThreeDs | null;
  readonly networkTransactionId: string;
  readonly token: string | null;
}

export interface ChargeDeclined extends AboutCharge {
  readonly type: 'ChargeDeclined';
  readonly card: UsedCard;
  readonly threeDs: ThreeDs | null;
  readonly no: No;
}

export interface ChargeClosed extends AboutCharge {
  readonly type: 'ChargeClosed';
}

export interface RefundMade extends AboutCharge {
  readonly type: 'RefundMade';
  readonly refundReference: string;
  readonly amountAtom: number;
  readonly status: 'succeeded' | 'pending';
  readonly settlesAt: number | null;
}

export interface RefundSettled extends AboutCharge {
  readonly type: 'RefundSettled';
  readonly refundReference: string;
  readonly status: 'succeeded' | 'failed';
}

export type ChargeFact =
  | ChargeOpened
  | ReferenceBlocked
  | ChallengeAsked
  | ChallengeAnswered
  | ChargeApproved
  | ChargeDeclined
  | ChargeClosed
  | RefundMade
  | RefundSettled;

export type Fact =
  | ChargeFact
  | { readonly type: 'SettingsChanged'; readonly at: number; readonly processor: string; readonly changes: Partial<Settings> }
  | { readonly type: 'EverythingForgotten'; readonly at: number };
