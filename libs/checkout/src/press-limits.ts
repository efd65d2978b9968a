// What may be set about presses of the button; it is on unless an installation says otherwise.
import type { SessionLimits } from './core/screening';

export class PressLimits implements SessionLimits {
  readonly attempts: number = 10;
  readonly cards: number = 5;
  /** Whether the limits of the cards' schemes are kept. */
  readonly schemeTries: boolean = true;

  constructor(given: Partial<PressLimits> = {}) {
    Object.assign(this, given);
  }
}
