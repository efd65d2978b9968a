// How many decimal places an amount has: ISO 4217's exponents, for the currencies where it is not two.
const EXPONENTS: Readonly<Record<string, number>> = {
  bhd: 3, iqd: 3, jod: 3, kwd: 3, lyd: 3, omr: 3, tnd: 3,
  bif: 0, clp: 0, djf: 0, gnf: 0, isk: 0, jpy: 0, kmf: 0, krw: 0, pyg: 0, rwf: 0, ugx: 0, uyi: 0, vnd: 0, vuv: 0, xaf: 0, xof: 0, xpf: 0,
  clf: 4, uyw: 4,
}; // prettier-ignore

/** `currency` in lower case. */
export const currencyExponent = (currency: string): number => EXPONENTS[currency] ?? 2;
