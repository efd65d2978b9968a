import fc from 'fast-check';
import { looksLikeCardNumber, textComplaint, withoutCardNumbers } from './text-inspection';

describe('card numbers in texts', () => {
  it.each([
    '4242424242424242',
    '4242 4242 4242 4242',
    '4242-4242-4242-4242',
    'card: 378282246310005.',
    'https://x.example/?o=5555555555554444',
    '6304000000000000',
  ])('sees %s', (text) => expect(looksLikeCardNumber(text)).toBe(true));
  it.each([
    ['a wrong check digit', '4242424242424241'],
    ['too few digits', '424242424242'],
    ['too many digits', '42424242424242424242424242'],
    ['a time in milliseconds', '1700000000000'],
    ['letters between', '4242x4242x4242x4242'],
    ['digits of a hash', 'off_a4242424242424242bc0d1e2f3a4b5c6'],
    ['digits of a UUID', '42424242-4242-4242-8fab-0123456789ab'],
  ])('passes over %s', (_, text) => expect(looksLikeCardNumber(text)).toBe(false));
});

it('takes every UUID and hash, and sees a card beside one', () => {
  const uuid = fc.uuid();
  const hash = fc.uint8Array({ minLength: 16, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
  fc.assert(
    fc.property(fc.oneof(uuid, hash), fc.constantFrom('', ' ', '/', '-', '_', 'x', 'é'), (token, between) => {
      fc.pre(/[a-f]/.test(token));
      expect(looksLikeCardNumber(`order_${token}`)).toBe(false);
      expect(looksLikeCardNumber(`${token} 4242 4242 4242 4242`)).toBe(true);
      expect(looksLikeCardNumber(`card${between}4242424242424242`)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

describe('texts', () => {
  it('refuses half a surrogate pair', () => expect(textComplaint('a\ud800')?.type).toBe('broken-text'));
  it('refuses NUL, at which other programs end a text', () => expect(textComplaint('a\0b')?.type).toBe('broken-text'));
  it('takes a whole pair', () => expect(textComplaint('😀')).toBeNull());
  it('lets telephone numbers have many digits', () => expect(textComplaint('4242424242424242', true)).toBeNull());
});

it('says no card number back that a name held', () => {
  const fault = { loc: ['body', 'metadata', '4242 4242 4242 4242', 0], type: 'unknown-field', msg: '' };
  expect(withoutCardNumbers(fault).loc).toEqual(['body', 'metadata', '***', 0]);
});
