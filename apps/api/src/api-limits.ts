// How much may be asked of this API: on unless an installation says otherwise; 0 sets no limit.
export class ApiLimits {
  /** Presses of "Pay" from one address. */
  readonly attemptsPerMinute: number = 6;
  readonly attemptsPerHour: number = 20;
  readonly attemptsPerSession: number = 10;
  /** Different ones. */
  readonly cardsPerSession: number = 5;
  /** Whether the limits of the cards' schemes are kept. */
  readonly schemeTries: boolean = true;
  /** Sessions created with one token. */
  readonly creationsPerMinute: number = 6_000;

  constructor(given: Partial<ApiLimits> = {}) {
    Object.assign(this, given);
  }
}
