// What must never stand in a log, whoever wrote it there: tokens, secrets, links of buyers, and anything that looks like a card number.
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\bst_(prod|stg|dev)_[0-9A-Za-z]{20,}/g, 'st_$1_***'],
  [/\bwhsec_[0-9A-Za-z+/=]+/g, 'whsec_***'],
  [/\b([0-9A-Za-z]{20})1[0-9A-Za-z_-]{27}(?![0-9A-Za-z_-])/g, '$1***'],
];
const DIGITS = /(?<![0-9A-Za-z])\d(?:[ -]?\d){12,18}(?![0-9A-Za-z])/g;

export const masked = (text: string): string => {
  const withoutSecrets = SECRETS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
  return withoutSecrets.replace(DIGITS, (digits) => (passesLuhn(digits.replace(/\D/g, '')) ? `***${digits.slice(-4)}` : digits));
};

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
