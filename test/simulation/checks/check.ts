// One thing that must hold at the end of every story. Judged by the processors' own books and by what buyers saw, not by what the service says of itself.
import type { Ending } from '../ending';
import type { Books } from './books';

export type CheckName =
  | 'nothing-breaks'
  | 'charged-once'
  | 'taken-is-known'
  | 'agreed-to'
  | 'slots-hold'
  | 'replays'
  | 'all-ends'
  | 'books-agree'
  | 'saved-without-money'
  | 'chains-are-whole'
  | 'notices-count';

export interface Check {
  readonly name: CheckName;
  /** Null when it holds; else what is wrong, for the reader. */
  find(ending: Ending, books: Books): string | null;
}

export interface Violation {
  readonly check: CheckName;
  readonly text: string;
}
