// What the issuer says to a card: pure, from the row of the table and the circumstances. The troubles at the socket are not
// its business; they happen before or after it.
import { type Advice, type DeclineCode, meaningOf } from './decline-codes';
import type { Approves, Challenges, TestCard } from './test-card';

export interface ThreeDs {
  readonly version: string;
  readonly eci: string;
  readonly liabilityShifted: boolean;
}

export interface No {
  readonly code: DeclineCode;
  readonly advice: Advice | null;
  readonly retryAfterSeconds: number | null;
}

export type Verdict =
  | { readonly is: 'approved'; readonly threeDs: ThreeDs | null }
  | { readonly is: 'declined'; readonly no: No; readonly threeDs: ThreeDs | null }
  | { readonly is: 'challenge' };

export interface Circumstances {
  readonly processor: string;
  readonly kind: 'charge' | 'setup';
  /** The setting of the processor: every card gets this answer. */
  readonly always: DeclineCode | null;
  /** How the challenge of this very charge ended, if it had one. */
  readonly challenge: 'none' | 'approved' | 'failed';
  /** Saved before, or its network transaction id was given. */
  readonly savedBefore: boolean;
  /** Last moment of validity as typed: the first instant after it, in ms. */
  readonly validUntil: number;
  readonly cvc: string | null;
  readonly now: number;
}

/** A card is valid to the end of its month, everywhere on earth: 12 hours after it ends in Greenwich. */
export const validUntil = (expMonth: number, expYear: number): number => Date.UTC(expYear, expMonth, 1, 12);

export function verdict(card: TestCard | undefined, given: Circumstances): Verdict {
  if (given.always) return no(given.always);
  if (!card) return no('incorrect_number');
  if (given.now >= given.validUntil) return no('expired_card');
  if (given.cvc !== null && given.cvc.length !== (card.brand === 'amex' ? 4 : 3)) return no('incorrect_cvc');

  switch (card.behaviour.does) {
    case 'approves':
      return approving(card.behaviour, card, given);
    case 'declines':
      if (card.behaviour.saves && given.kind === 'setup') return { is: 'approved', threeDs: null };
      return no(card.behaviour.code, card.behaviour);
    case 'challenges':
      return challenging(card.behaviour, card, given);
  }
}

function approving(behaviour: Approves, card: TestCard, given: Circumstances): Verdict {
  if (behaviour.onlyAt !== undefined && behaviour.onlyAt !== given.processor) return no('do_not_honor');
  if (behaviour.exceptAt === given.processor) return no('do_not_honor');
  return { is: 'approved', threeDs: behaviour.frictionless ? authenticated(card) : null };
}

function challenging(behaviour: Challenges, card: TestCard, given: Circumstances): Verdict {
  if (given.challenge === 'failed') return { ...no('authentication_failed'), threeDs: { version, eci: '07', liabilityShifted: false } };
  if (given.challenge === 'approved' && behaviour.then === 'approved') return { is: 'approved', threeDs: authenticated(card) };
  if (given.challenge === 'approved' && behaviour.then !== 'approved') return { ...no(behaviour.then), threeDs: authenticated(card) };
  if (behaviour.onlyAt !== undefined && behaviour.onlyAt !== given.processor) return { is: 'approved', threeDs: null };
  if (behaviour.unlessSaved && given.savedBefore) return { is: 'approved', threeDs: null };
  return { is: 'challenge' };
}

const version = '2.2.0';
const authenticated = (card: TestCard): ThreeDs => ({ version, eci: card.brand === 'mastercard' ? '02' : '05', liabilityShifted: true });

function no(code: DeclineCode, instead: Partial<No> = {}): { is: 'declined'; no: No; threeDs: null } {
  const usual = meaningOf(code);
  const advice = instead.advice ?? usual.advice ?? null;
  const retryAfterSeconds = instead.retryAfterSeconds ?? usual.retryAfterSeconds ?? null;
  return { is: 'declined', no: { code, advice, retryAfterSeconds }, threeDs: null };
}
