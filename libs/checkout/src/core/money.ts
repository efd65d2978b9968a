// Arithmetic on amounts: integers in the currency's smallest unit, multiplied in BigInt, never below zero.

/** More per charge is refused. */
export const LARGEST_CHARGE_ATOM = 99_999_999;

/** a × b, exact; Infinity-free: what does not fit a safe integer comes back as the largest one, which every limit refuses. */
export function times(a: number, b: number): number {
  const product = BigInt(a) * BigInt(b);
  return product > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(product);
}

export const sum = (parts: readonly number[]): number => parts.reduce((total, part) => Math.min(total + part, Number.MAX_SAFE_INTEGER), 0);

/** `amount` × `share` / `whole`, rounded half up; all non-negative integers. */
export function shareHalfUp(amount: number, share: number, whole: number): number {
  const numerator = BigInt(amount) * BigInt(share) * 2n + BigInt(whole);
  return Number(numerator / (BigInt(whole) * 2n));
}

/**
 * Splits `amount` over `weights` in proportion, exact to the atom: everyone gets the whole part, the rest goes to the largest
 * remainders, ties to the earlier one. Callers order by line item id.
 */
export function splitByLargestRemainder(amount: number, weights: readonly number[]): readonly number[] {
  const whole = BigInt(sum(weights));
  if (whole === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((part) => part / whole);
  let rest = BigInt(amount) - parts.reduce((total, part) => total + part, 0n);
  const order = exact
    .map((part, index) => ({ index, remainder: part % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of order) {
    if (rest === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    rest -= 1n;
  }
  return parts.map(Number);
}
