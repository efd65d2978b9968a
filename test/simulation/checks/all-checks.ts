// All that must hold at the end of a story, the invariants of payments.md §11 first.
import type { Ending } from '../ending';
import { booksOf } from './books';
import type { Check, Violation } from './check';
import { agreedTo, booksAgree, chargedOnce, savedWithoutMoney, takenIsKnown } from './money.checks';
import { allEnds, chainsAreWhole, noticesCount, nothingBreaks, replays, slotsHold } from './service.checks';

export const CHECKS: readonly Check[] = [
  nothingBreaks,
  chargedOnce,
  takenIsKnown,
  agreedTo,
  slotsHold,
  replays,
  allEnds,
  booksAgree,
  savedWithoutMoney,
  chainsAreWhole,
  noticesCount,
];

/** The first that does not hold; null when all do. */
export function violationIn(ending: Ending): Violation | null {
  const books = booksOf(ending);
  for (const check of CHECKS) {
    const text = check.find(ending, books);
    if (text !== null) return { check: check.name, text };
  }
  return null;
}
