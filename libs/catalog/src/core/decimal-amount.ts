// Amounts as people write them, in whole units with decimals, and in the smallest unit. On texts alone: a float would lose cents.
import { currencyDecimals } from './currency';

export const MOST_ATOMS = 99_999_999;

export type DecimalFault = 'amount-too-precise' | 'amount-too-large';

/** @param text digits, and after a point more digits. @param currency a known one, lower case. */
export function atomsOf(text: string, currency: string): number | DecimalFault {
  const decimals = currencyDecimals(currency);
  const [whole = '', fraction = ''] = text.split('.');
  if (/[1-9]/.test(fraction.slice(decimals))) return 'amount-too-precise';
  const atoms = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return atoms > MOST_ATOMS ? 'amount-too-large' : atoms;
}

/** For an answer: the number that prints as the amount. */
export function decimalOf(atoms: number, currency: string): number {
  const decimals = currencyDecimals(currency);
  if (decimals === 0) return atoms;
  const digits = String(atoms).padStart(decimals + 1, '0');
  return Number(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
}
