// What must never be in a log, wherever it hides: tokens, secrets, the buyer's secret links, card numbers, passwords.

const MASK = '***';
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\bst_[A-Za-z0-9]+_[A-Za-z0-9]+/g, `st_${MASK}`],
  [/\bwhsec_[A-Za-z0-9+/=_-]+/g, `whsec_${MASK}`],
  [/(\/checkout\/)[^/?#\s"']+/g, `$1${MASK}`],
  [/(:\/\/)[^/@\s"']+@/g, `$1${MASK}@`],
];
/** Fields whose value is never shown, whatever it is. */
const SECRET_FIELDS = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'secure_token',
  'securetoken',
  'card',
  'cvc',
  'cvv',
  'pan',
]);
/** Digits with at most one space or dash between two of them. */
const DIGITS = /\d(?:[ -]?\d){12,}/g;
const DEEPEST = 8;

export function redactText(text: string, secrets: readonly string[] = []): string {
  const known = secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
  return PATTERNS.reduce((masked, [pattern, by]) => masked.replace(pattern, by), known).replace(DIGITS, (run) =>
    hasCardNumber(run) ? MASK : run,
  );
}

/** A copy that can be logged: plain, without secrets, not deeper than eight levels. */
export function redacted(value: unknown, secrets: readonly string[] = [], depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (typeof value === 'number') return redactNumber(value);
  if (typeof value === 'bigint') return redactText(String(value), secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((each) => redacted(each, secrets, depth + 1));
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (value instanceof Date) return value;
  if (value instanceof Error)
    return redacted({ ...value, type: value.name, message: value.message, stack: value.stack, cause: value.cause }, secrets, depth + 1);
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    SECRET_FIELDS.has(name.toLowerCase()) ? MASK : redacted(each, secrets, depth + 1),
  ]);
  return Object.fromEntries(entries) as object;
}

/** Times in milliseconds have 13 digits: a number counts as a card from 15 on. */
const redactNumber = (value: number): unknown => (Number.isInteger(value) && value >= 1e14 && hasCardNumber(String(value)) ? MASK : value);

/** Whether some of these groups of digits, put together, are 13 to 19 digits with a right check digit. */
function hasCardNumber(run: string): boolean {
  const groups = run.split(/[ -]/);
  return groups.some((_, from) =>
    groups.some((__, to) => {
      const digits = groups.slice(from, to + 1).join('');
      return digits.length >= 13 && digits.length <= 19 && passesLuhn(digits);
    }),
  );
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
