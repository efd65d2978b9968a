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
 * Splits `amount` over weights in proportion, exact to the atom: everyone gets the whole part, the rest goes to the largest remainders,
 * ties to the least key, so that the order of the parts does not matter. Nobody gets more than his weight when `amount` is at most their sum.
 */
export function splitByKey(
  amount: number,
  parts: readonly { readonly key: string; readonly weight: number }[],
): ReadonlyMap<string, number> {
  const whole = parts.reduce((total, { weight }) => total + BigInt(weight), 0n);
  if (whole === 0n) return new Map(parts.map(({ key }) => [key, 0]));
  const shares = parts.map(({ key, weight }) => {
    const exact = BigInt(amount) * BigInt(weight);
    return { key, floor: exact / whole, remainder: exact % whole };
  });
  const missing = Number(BigInt(amount) - shares.reduce((total, { floor }) => total + floor, 0n));
  const order = shares.toSorted((a, b) => (a.remainder === b.remainder ? (a.key < b.key ? -1 : 1) : a.remainder > b.remainder ? -1 : 1));
  return new Map(order.map(({ key, floor }, index) => [key, Number(floor) + (index < missing ? 1 : 0)]));
}
