// What no text of a request may hold, whatever its field: half characters that JSON cannot carry on, NUL, and card numbers.
import { passesLuhn } from '@tillstream/payments';
import type { Complaint, LocatedFault } from './located-fault';

const BROKEN: Complaint = { type: 'broken-text', msg: 'must not hold half of a surrogate pair' };
const NUL: Complaint = { type: 'broken-text', msg: 'must not hold the character NUL' };
const CARD: Complaint = { type: 'card-number', msg: 'must not hold what looks like a card number' };

// No card number begins with 0 or 1; times in milliseconds and many order numbers do.
const DIGIT_RUN = /(?<!\d)[2-9](?:[ -]?\d){12,18}(?![ -]?\d)/g;
const SHORTEST = 13;

// One in 300 random UUIDs or hashes holds such digits: idempotency keys and references would be refused now and then.
const HASH = /(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24,})(?![0-9A-Za-z])/gi;
const LETTER = /[a-f]/i;

export function textComplaint(text: string, mayLookLikeCard = false): Complaint | null {
  if (!text.isWellFormed()) return BROKEN;
  if (text.includes('\0')) return NUL;
  return !mayLookLikeCard && looksLikeCardNumber(text) ? CARD : null;
}

/** 13 to 19 digits, bare or in groups, whose check digit is right; but not inside of a UUID or a hash, where they mean nothing. */
export function looksLikeCardNumber(text: string): boolean {
  if (text.length < SHORTEST) return false;
  const runs = text.replace(HASH, (token) => (LETTER.test(token) ? '' : token)).match(DIGIT_RUN) ?? [];
  return runs.some((run) => passesLuhn(run.replace(/[ -]/g, '')));
}

/** A place may be a name that the request made up: a card number among them is not said back. */
export const withoutCardNumbers = (fault: LocatedFault): LocatedFault => ({
  ...fault,
  loc: fault.loc.map((step) => (typeof step === 'string' && looksLikeCardNumber(step) ? '***' : step)),
});
