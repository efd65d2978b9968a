// What a card number says by itself: brand, length, check digit, and where its spaces stand. Pure; used by the page while the buyer
// types and by the server before anything is asked of a processor. Every function takes digits only: see digitsOf.

export type CardBrand = 'visa' | 'mastercard' | 'amex' | 'discover' | 'diners' | 'jcb' | 'unionpay' | 'maestro';

interface BrandRule {
  readonly brand: CardBrand;
  /** Prefixes, single or as a range of equal length, both ends included. */
  readonly prefixes: readonly (string | readonly [string, string])[];
  readonly lengths: readonly number[];
  readonly groups: readonly number[];
  readonly securityCodeLength: 3 | 4;
}

const fours = [4, 4, 4, 4, 3] as const;

// The first match wins, so the narrow ranges stand before the wide ones that hold them.
const rules: readonly BrandRule[] = [
  { brand: 'visa', prefixes: ['4'], lengths: [13, 16, 19], groups: fours, securityCodeLength: 3 },
  { brand: 'amex', prefixes: ['34', '37'], lengths: [15], groups: [4, 6, 5], securityCodeLength: 4 },
  {
    brand: 'diners',
    prefixes: [['300', '305'], '3095', '36', ['38', '39']],
    lengths: [14, 16, 19],
    groups: [4, 6, 4, 5],
    securityCodeLength: 3,
  },
  { brand: 'jcb', prefixes: [['3528', '3589']], lengths: [16, 17, 18, 19], groups: fours, securityCodeLength: 3 },
  {
    brand: 'mastercard',
    prefixes: [
      ['51', '55'],
      ['2221', '2720'],
    ],
    lengths: [16],
    groups: fours,
    securityCodeLength: 3,
  },
  { brand: 'discover', prefixes: ['6011', ['644', '649'], '65'], lengths: [16, 17, 18, 19], groups: fours, securityCodeLength: 3 },
  { brand: 'unionpay', prefixes: ['62', '81'], lengths: [16, 17, 18, 19], groups: fours, securityCodeLength: 3 },
  {
    brand: 'maestro',
    prefixes: ['50', ['56', '58'], '6304', '6390', '67'],
    lengths: [13, 14, 15, 16, 17, 18, 19],
    groups: fours,
    securityCodeLength: 3,
  },
];

/** The digits of what was typed, also of full-width ones as Japanese keyboards give them; everything else falls away. */
export const digitsOf = (typed: string): string => typed.normalize('NFKC').replace(/\D/g, '');

/** The brand as soon as the digits name it; null before that, and for numbers of no brand that we know. */
export const cardBrandOf = (digits: string): CardBrand | null => ruleOf(digits)?.brand ?? null;

/** How many digits the security code has; three until the brand is known. */
export const securityCodeLengthOf = (digits: string): 3 | 4 => ruleOf(digits)?.securityCodeLength ?? 3;

/** The most digits that a number with this beginning can have. */
export const longestCardNumber = (digits: string): number => Math.max(...(ruleOf(digits)?.lengths ?? [19]));

/** The digits in groups as they stand on the card: `4242 4242 4242 4242`, `3782 822463 10005`. */
export function spacedCardNumber(digits: string): string {
  const groups: string[] = [];
  let rest = digits;
  for (const size of groupsOf(digits)) {
    if (rest === '') break;
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return [...groups, ...(rest === '' ? [] : [rest])].join(' ');
}

/** Luhn: doubled from the right, every second digit; the sum of all digits must end in 0. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const counted = place % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return digits !== '' && sum % 10 === 0;
}

/** What is wrong with a number: `incomplete` while digits can still be missing, `invalid` once no more digits could mend it. */
export function cardNumberFault(digits: string): 'incomplete' | 'invalid' | null {
  const lengths = ruleOf(digits)?.lengths ?? [13, 14, 15, 16, 17, 18, 19];
  if (lengths.includes(digits.length) && passesLuhn(digits)) return null;
  return digits.length < Math.min(...lengths) ? 'incomplete' : 'invalid';
}

// A fourteen-digit Diners card is grouped 4-6-4; the longer ones are grouped like everybody else's.
const groupsOf = (digits: string): readonly number[] => {
  const rule = ruleOf(digits);
  return rule === undefined || (rule.brand === 'diners' && digits.length > 14) ? fours : rule.groups;
};

const ruleOf = (digits: string): BrandRule | undefined =>
  rules.find((rule) => rule.prefixes.some((prefix) => (typeof prefix === 'string' ? digits.startsWith(prefix) : within(digits, prefix))));

function within(digits: string, [from, to]: readonly [string, string]): boolean {
  const head = digits.slice(0, from.length);
  return head.length === from.length && head >= from && head <= to;
}
