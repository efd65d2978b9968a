// The expiry field: what is typed or filled in by the browser, in whatever form, and how it stands in the field.

export interface Expiry {
  /** 1…12 */
  readonly month: number;
  /** Four digits. */
  readonly year: number;
}

const separator = ' / ';

/** Reads `4/29`, `04 / 2029`, `0429`, `042029`, `2029-04`; null for anything that is no month and year. */
export function readExpiry(typed: string): Expiry | null {
  const text = typed.normalize('NFKC').trim();
  const yearFirst = /^(\d{4})\s*[-/.]\s*(\d{1,2})$/.exec(text);
  if (yearFirst) return expiry(yearFirst[2], yearFirst[1]);
  const monthFirst = /^(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})(\d{4}|\d{2})$/.exec(text);
  return monthFirst ? expiry(monthFirst[1], monthFirst[2]) : null;
}

/** As it stands in the field: `MM / YY`, as far as typed. */
export function spacedExpiry(typed: string): string {
  const whole = readExpiry(typed);
  if (whole && /\d{4}/.test(typed)) return `${pad(whole.month)}${separator}${pad(whole.year % 100)}`;
  const digits = typed.normalize('NFKC').replace(/\D/g, '');
  // "4" can only be April, so the zero is ours; a "1" may still become October, unless a slash ends it.
  const padded = /^[2-9]/.test(digits) || /^1\s*\//.test(typed.trim()) ? `0${digits}` : digits;
  const [month, year] = [padded.slice(0, 2), padded.slice(2, 4)];
  return year === '' ? month : `${month}${separator}${year}`;
}

/** A card is good until its month is over, by the buyer's own calendar. */
export const isPast = ({ month, year }: Expiry, now: Date): boolean => year * 12 + month - 1 < now.getFullYear() * 12 + now.getMonth();

function expiry(month: string | undefined, year: string | undefined): Expiry | null {
  const [m, y] = [Number(month), Number(year)];
  return m >= 1 && m <= 12 ? { month: m, year: y < 100 ? 2000 + y : y } : null;
}

const pad = (value: number): string => String(value).padStart(2, '0');
