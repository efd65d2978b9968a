// Whether a card has left its number in a text, plain or in a form that anybody can read; and security codes where they are called so.

/** Set between the digits of a number by people, by forms and in addresses. */
const SEPARATORS = /(?<=\d)(?:[ +._\u00a0-]|%20|%2[DdBb])(?=\d)/g;
const CODE = /(?:cvc2?|cvv2?|cvn|security[_ -]?code)["'\\]*\s*[:=]\s*["'\\]*\d{3,4}\b/gi;

/** The base64 of a text, wherever it begins within the whole, without the characters that also depend on its neighbours. */
function base64Forms(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('x'.repeat(before) + text).toString('base64');
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + text.length) * 8) / 6));
  });
}

/** Digits and what JSON is made of encode to the same in both alphabets of base64. */
export const readableForms = (number: string): readonly string[] => [
  number,
  Buffer.from(number).toString('hex'),
  number.replace(/\d/g, (digit) => `%3${digit}`),
  number.split('').join('\0'), // UTF-16
  ...base64Forms(number),
];

const encodedCodes = base64Forms('"cvc":"');

/** What was found, such as `4242424242424242` or `cvc":"123`; a number that stands there in three forms is found three times. */
export function cardTraces(text: string, numbers: readonly string[]): readonly string[] {
  const joined = text.replaceAll(SEPARATORS, '');
  const found = numbers.flatMap((number) => {
    const [plain, ...encoded] = readableForms(number) as [string, ...string[]];
    return [...(joined.includes(plain) ? [plain] : []), ...encoded.filter((form) => text.includes(form))];
  });
  const codes = (text.match(CODE) ?? []) as readonly string[];
  return [...found, ...codes, ...encodedCodes.filter((form) => text.includes(form))];
}
