// Exact fractions, for the slow reference that discounts are compared with.

/** `top` / `bottom`, not reduced; `bottom` above 0. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

export const fraction = (top: number, bottom = 1): Fraction => ({ top: BigInt(top), bottom: BigInt(bottom) });
export const zero = fraction(0);
export const times = (a: Fraction, b: Fraction): Fraction => ({ top: a.top * b.top, bottom: a.bottom * b.bottom });
export const add = (a: Fraction, b: Fraction): Fraction => ({ top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom });
export const isLess = (a: Fraction, b: Fraction): boolean => a.top * b.bottom < b.top * a.bottom;
/** Of one that is not negative. */
export const wholePart = ({ top, bottom }: Fraction): number => Number(top / bottom);
