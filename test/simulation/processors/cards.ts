// The cards of the simulation: the same number, the same behaviour, at least one for every row of the decline table and each trouble.
import type { CardDetails } from '@tillstream/payments';

export const CARDS = [
  'approved',
  'hard',
  'data',
  'insufficient',
  'soft',
  'soft-at-first',
  'wait',
  'authentication',
  'configuration',
  'busy',
  'slow',
  'challenge',
  'challenge-at-first',
  'challenge-then-soft',
  'challenge-then-insufficient',
  'challenge-left-open',
] as const;
export type CardBehaviour = (typeof CARDS)[number];

const DECLINE_CODES: Partial<Record<CardBehaviour, string>> = {
  hard: 'stolen_card',
  data: 'incorrect_cvc',
  insufficient: 'insufficient_funds',
  soft: 'do_not_honor',
  wait: 'try_again_later',
  authentication: 'authentication_required',
  configuration: 'bad_credentials',
};

/** What a card with not enough on it still pays. */
const LITTLE_ATOM = 1_500;
/** Banks have whims: what they do not honour for less, they honour for more than this. */
const MUCH_ATOM = 2_000;

export type Verdict =
  | { readonly kind: 'approve' | 'busy' }
  | { readonly kind: 'decline'; readonly code: string }
  /** `then`: how it is declined although the buyer was recognised; null: it is not. */
  | { readonly kind: 'challenge'; readonly then: string | null };

const challenge = (then: string | null): Verdict => ({ kind: 'challenge', then });

const declined: Verdict = { kind: 'decline', code: 'do_not_honor' };
const AT_FIRST: Partial<Record<CardBehaviour, { readonly first: Verdict; readonly elsewhere: Verdict }>> = {
  busy: { first: { kind: 'busy' }, elsewhere: { kind: 'approve' } },
  'soft-at-first': { first: { kind: 'decline', code: 'processing_error' }, elsewhere: { kind: 'approve' } },
  'challenge-at-first': { first: challenge(null), elsewhere: { kind: 'approve' } },
  // The challenge is put aside, the attempt ends elsewhere, and the bank may approve after all.
  'challenge-left-open': { first: challenge(null), elsewhere: { kind: 'decline', code: 'stolen_card' } },
  'challenge-then-soft': { first: challenge('do_not_honor'), elsewhere: declined },
  'challenge-then-insufficient': { first: challenge('insufficient_funds'), elsewhere: declined },
};

/** What a processor says to a card at once. @param isFirst of the processors, the one that every route begins with */
export function verdictOf(card: CardBehaviour, isFirst: boolean, amountAtom: number): Verdict {
  if (card === 'insufficient' && amountAtom <= LITTLE_ATOM) return { kind: 'approve' };
  if (card === 'soft' && amountAtom > MUCH_ATOM) return { kind: 'approve' };
  const code = DECLINE_CODES[card];
  if (code) return { kind: 'decline', code };
  if (card === 'challenge') return challenge(null);
  const known = AT_FIRST[card];
  if (known) return isFirst ? known.first : known.elsewhere;
  return { kind: 'approve' };
}

const PREFIX = '4000000000000';

/** Sixteen digits that pass Luhn's check, the fourteenth and fifteenth of which say which card it is. */
export function numberOf(card: CardBehaviour): string {
  const digits = PREFIX + String(CARDS.indexOf(card)).padStart(2, '0');
  const sum = [...digits].reverse().reduce((soFar, digit, index) => soFar + luhn(Number(digit), index), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const luhn = (digit: number, index: number): number => (index % 2 === 0 ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit);

export const behaviourOf = (card: CardDetails): CardBehaviour => CARDS[Number(card.number.slice(13, 15))] ?? 'approved';
