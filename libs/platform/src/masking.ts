// What must never stand in a log, whoever wrote it there: tokens, secrets, links of buyers, and anything that looks like a card number.
const MASK = '***';
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\bst_(prod|stg|dev)_[0-9A-Za-z]{20,}/g, `st_$1_${MASK}`],
  [/\bwhsec_[0-9A-Za-z+/=_-]+/g, `whsec_${MASK}`],
  [/(\/checkout\/)[^/?#\s"'\\]+/g, `$1${MASK}`],
  [/\b([0-9A-Za-z]{20})[1-9][0-9A-Za-z_-]{27}(?![0-9A-Za-z_-])/g, `$1${MASK}`],
];
/** The values of fields with such names, in a line of JSON. */
const SECRET_FIELDS = /("(?:authorization|cookie|set-cookie|password|secret|secure_?token|cvc|cvv)":)"(?:[^"\\]|\\.)*"/gi;
/** Digits with at most one space or dash between two of them. */
const DIGITS = /\d(?:[ -]?\d){12,}/g;

/** A line of JSON, or any text, with what is secret in it masked; JSON stays JSON. */
export function masked(text: string, secrets: readonly string[] = []): string {
  const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, MASK), withoutPassword(text));
  return SECRETS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), known)
    .replace(SECRET_FIELDS, `$1"${MASK}"`)
    .replace(DIGITS, (digits, at: number, line: string) => {
      if (!hasCardNumber(digits)) return digits;
      if (!isBare(line, at, digits.length)) return MASK;
      return TIME.test(digits) ? digits : '0';
    });
}

/** An address without the name and password in it. */
export const withoutPassword = (text: string): string => text.replace(/(:\/\/)[^/@\s"'\\]+@/g, `$1${MASK}@`);

/** Milliseconds since 1970; no card number of that length begins so. */
const TIME = /^[12]\d{12}$/;

/** May be a number of JSON, which a text must not take the place of. */
const isBare = (line: string, at: number, length: number): boolean =>
  /[:[,]/.test(line.charAt(at - 1)) && /[,\]}]/.test(line.charAt(at + length));

/** Whether some of these groups of digits, put together, are 13 to 19 digits with a right check digit. */
function hasCardNumber(run: string): boolean {
  const groups = run.split(/[ -]/);
  return groups.some((_, from) =>
    groups.slice(from).some((__, more) => {
      const digits = groups.slice(from, from + more + 1).join('');
      return digits.length >= 13 && digits.length <= 19 && passesLuhn(digits);
    }),
  );
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
