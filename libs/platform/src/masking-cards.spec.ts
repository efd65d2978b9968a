import fc from 'fast-check';
import { masked, withoutPassword } from './masking';

describe('masking', () => {
  it.each([
    ['/api/checkout/any-other-thing/challenge', '/api/checkout/***/challenge'],
    ['esdb://admin:changeit@host:2113', 'esdb://***@host:2113'],
    ['4242-4242-4242-4242', '***'],
    ['order 1 4242 4242 4242 4242 twice', 'order *** twice'],
    ['378282246310005', '***'],
    ['cards [4242424242424242]', 'cards [0]'],
    ['x4242424242424242y', 'x***y'],
  ])('%s', (text, expected) => expect(masked(text)).toBe(expected));

  it.each([
    'at 2030-01-01T00:00:00.000Z',
    '4242424242424241', // the check digit is wrong
    '424242424242424242424242', // too long for a card
    '{"at":1893456000004}', // a time, though its check digit is right
    '3a383e7a-bdf5-598a-8950-1368b23b7762',
    'GET /checkout-sessions/cs_dev_1',
  ])('leaves alone: %s', (text) => expect(masked(text)).toBe(text));

  it('finds every card number, wherever it stands, and keeps JSON JSON', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 }).filter(([first = 0]) => first > 2);
    const around = fc.constantFrom('', ' ', '-', 'card ', '"', '\n', ',', ':', '[', ']', '}', 'é', '/');
    fc.assert(
      fc.property(
        fc.record({ digits, before: around, after: around, asNumber: fc.boolean() }),
        ({ digits: some, before, after, asNumber }) => {
          const card = `${some.join('')}${checkDigit(some)}`;
          const isSafe = Number.isSafeInteger(Number(card));
          const line = JSON.stringify({
            at: 1_893_456_000_004,
            card: asNumber && isSafe ? Number(card) : `${before}${card}${after}`,
            n: 1,
          });
          const result = masked(line);
          expect(result).not.toContain(card);
          expect(JSON.parse(result)).toMatchObject({ at: 1_893_456_000_004, n: 1 });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('hides fields by their name, whatever is in them', () => {
    const line = JSON.stringify({ headers: { Authorization: 'free "text"', cookie: 'a=b', accept: '*' }, secure_token: 'abc' });
    expect(JSON.parse(masked(line))).toEqual({ headers: { Authorization: '***', cookie: '***', accept: '*' }, secure_token: '***' });
  });

  it('hides texts that it was told', () => {
    expect(masked('the word is open-sesame', ['open-sesame'])).toBe('the word is ***');
  });
});

it('an address is shown without its password', () => {
  expect(withoutPassword('rediss://:pass@host:6379/0')).toBe('rediss://***@host:6379/0');
  expect(withoutPassword('redis://host:6379')).toBe('redis://host:6379');
});

/** What makes these digits pass Luhn's check. */
function checkDigit(digits: readonly number[]): number {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  const sum = digits.toReversed().reduce((total, digit, index) => total + (index % 2 === 0 ? (doubled[digit] ?? 0) : digit), 0);
  return (10 - (sum % 10)) % 10;
}
