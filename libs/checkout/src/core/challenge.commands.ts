// What can be asked of a session whose buyer is at his bank.
import type { Instant } from '@tillstream/event-sourcing';
import type { ActionFinished } from './checkout-session.events';

/** The buyer is back from the bank, has left it, or has had his time. */
export interface FinishAction {
  readonly type: 'FinishAction';
  readonly now: Instant;
  readonly attemptKey: string;
  /** Which challenge of the attempt; null: the one that is running. */
  readonly number: number | null;
  readonly outcome: ActionFinished['outcome'];
}
