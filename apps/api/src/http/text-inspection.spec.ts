import { looksLikeCardNumber, textComplaint } from './text-inspection';

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
  ])('passes over %s', (_, text) => expect(looksLikeCardNumber(text)).toBe(false));
});

describe('texts', () => {
  it('refuses half a surrogate pair', () => expect(textComplaint('a\ud800')?.type).toBe('broken-text'));
  it('takes a whole pair', () => expect(textComplaint('😀')).toBeNull());
  it('lets telephone numbers have many digits', () => expect(textComplaint('4242424242424242', true)).toBeNull());
});
