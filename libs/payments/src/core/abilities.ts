// What a processor can do about a charge of which nobody knows: by this, and by nothing else, recovery decides (payments.md §3).
export interface Abilities {
  /** How a charge is found by asking; `none`: it cannot be asked for. */
  readonly inquiry: 'byReference' | 'byMerchantReference' | 'none';
  /** Whether a charge can be made unusable for good. */
  readonly canClose: boolean;
  /** For how long the processor recognises a repeated request by its key, counted from the first. */
  readonly keyWindowMs: number;
  /** A request that has not arrived by then never will. */
  readonly maxLatenessMs: number;
}

/**
 * Whether a request may be made again under its key. It is looked for before each repeat: so either the one before it came more than the
 * greatest lateness ago and would have been seen, or both arrive within twice that time, and the key has to be known for so long.
 */
export const recognisesRepeats = ({ keyWindowMs, maxLatenessMs }: Pick<Abilities, 'keyWindowMs' | 'maxLatenessMs'>): boolean =>
  keyWindowMs >= 2 * maxLatenessMs;
