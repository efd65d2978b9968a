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
