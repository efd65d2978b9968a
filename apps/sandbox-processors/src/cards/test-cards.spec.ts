import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type DeclineCode, declineCodes } from './decline-codes';
import type { TestCard } from './test-card';
import { cardNamed, cardWithNumber, testCards } from './test-cards';

function passesLuhn(number: string): boolean {
  const doubled = number
    .split('')
    .reverse()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 2));
  return doubled.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10 === 0;
}

const brandDigits: Record<TestCard['brand'], RegExp> = {
  visa: /^4\d{15}$/,
  mastercard: /^(5[1-5]|2[2-7])\d{14}$/,
  amex: /^3[47]\d{13}$/,
  discover: /^6011\d{12}$/,
  diners: /^3[068]\d{12}(\d{2})?$/,
  jcb: /^35\d{14}$/,
  unionpay: /^62\d{14}$/,
};

describe('the table of test cards', () => {
  it.each(testCards.map((card) => [card.number, card] as const))('%s has a right check digit and looks like its brand', (number, card) => {
    expect(passesLuhn(number)).toBe(true);
    expect(number).toMatch(brandDigits[card.brand]);
  });

  it('has every number and every name once', () => {
    expect(new Set(testCards.map((card) => card.number)).size).toBe(testCards.length);
    expect(new Set(testCards.map((card) => card.name)).size).toBe(testCards.length);
  });

  it('finds a row by number and by name', () => {
    expect(cardWithNumber('4000000000009995')).toBe(cardNamed('insufficient'));
    expect(cardWithNumber('4000000000009995')?.behaviour).toEqual({ does: 'declines', code: 'insufficient_funds' });
    expect(cardWithNumber('4242424242424241')).toBeUndefined();
    expect(cardNamed(null)).toBeUndefined();
  });

  it.each([
    ['4242424242424242', 'visa', 'approves'],
    ['5555555555554444', 'mastercard', 'approves'],
    ['378282246310005', 'amex', 'approves'],
    ['4000000000000002', 'visa', 'do_not_honor'],
    ['4000000000009987', 'visa', 'lost_card'],
    ['4000000000009979', 'visa', 'stolen_card'],
    ['4000000000000069', 'visa', 'expired_card'],
    ['4000000000000127', 'visa', 'incorrect_cvc'],
    ['4000000000000119', 'visa', 'processing_error'],
    ['4000002500003155', 'visa', 'challenges'],
  ])('%s (%s) does what people know it for: %s', (number, brand, expected) => {
    const card = cardWithNumber(number);
    expect(card?.brand).toBe(brand);
    expect(card?.behaviour.does === 'declines' ? card.behaviour.code : card?.behaviour.does).toBe(expected);
  });

  it.each(Object.keys(declineCodes) as DeclineCode[])('has a card for the decline %s', (code) => {
    const reached = testCards.some(({ behaviour }) => {
      if (behaviour.does === 'declines') return behaviour.code === code;
      return code === 'authentication_failed' && behaviour.does === 'challenges' && behaviour.ends === 'failed';
    });
    expect(reached).toBe(true);
  });

  it('has a card for every trouble', () => {
    const troubles = testCards.flatMap(({ trouble, behaviour }) =>
      trouble && behaviour.does === 'approves' ? [`${trouble.what} ${trouble.when}`] : [],
    );
    const both = ['hang', 'drop', 'error'].flatMap((what) => [`${what} before`, `${what} after`]);
    expect(troubles.sort()).toEqual([...both, 'garbage after', 'rate_limited before', 'not_processed before'].sort());
  });

  it('stands in CARDS.md, row by row', () => {
    const readme = readFileSync(path.resolve(__dirname, '../../CARDS.md'), 'utf8');
    const listed = [...readme.matchAll(/^\| `(\d+)` \| (.*) \|$/gm)].map(([, number, note]) => [number, note]);
    expect(listed).toEqual(testCards.map((card) => [card.number, card.note]));
  });
});
