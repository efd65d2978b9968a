import { cardNamed } from './test-cards';
import { type Circumstances, validUntil, verdict } from './verdict';

const usual: Circumstances = {
  processor: 'alpha',
  kind: 'charge',
  always: null,
  challenge: 'none',
  savedBefore: false,
  validUntil: validUntil(12, 2040),
  cvc: '123',
  now: Date.UTC(2030, 0, 1),
};
const say = (name: string, given: Partial<Circumstances> = {}) => verdict(cardNamed(name), { ...usual, ...given });
const declinedWith = (code: string): unknown =>
  expect.objectContaining({ is: 'declined', no: expect.objectContaining({ code }) as unknown });
const approved = { is: 'approved', threeDs: null };

describe('what the issuer says', () => {
  it('approves a good card', () => expect(say('visa')).toEqual(approved));
  it('knows no number outside the table', () => expect(verdict(undefined, usual)).toEqual(declinedWith('incorrect_number')));
  it('gives the usual advice of a code', () =>
    expect(say('stolen')).toMatchObject({ no: { code: 'stolen_card', advice: 'do_not_try_again' } }));
  it('lets a row replace the advice', () =>
    expect(say('do-not-try-again')).toMatchObject({ no: { code: 'do_not_honor', advice: 'do_not_try_again' } }));
  it('names a time with the advice to wait', () =>
    expect(say('retry-after')).toMatchObject({ no: { advice: 'retry_after', retryAfterSeconds: 3_600 } }));
  it('lets the processor refuse everyone', () => expect(say('visa', { always: 'fraudulent' })).toEqual(declinedWith('fraudulent')));

  it('takes a card to the end of its month', () => {
    expect(say('visa', { validUntil: validUntil(1, 2030), now: Date.UTC(2030, 1, 1, 11, 59) })).toEqual(approved);
    expect(say('visa', { validUntil: validUntil(1, 2030), now: Date.UTC(2030, 1, 1, 12) })).toEqual(declinedWith('expired_card'));
  });

  it('counts the digits of the security code', () => {
    expect(say('visa', { cvc: '1234' })).toEqual(declinedWith('incorrect_cvc'));
    expect(say('amex', { cvc: '123' })).toEqual(declinedWith('incorrect_cvc'));
    expect(say('amex', { cvc: '1234' })).toEqual(approved);
    expect(say('visa', { cvc: null })).toEqual(approved);
  });

  it('keeps a card to its processor', () => {
    expect(say('only-at-beta')).toEqual(declinedWith('do_not_honor'));
    expect(say('only-at-beta', { processor: 'beta' })).toEqual(approved);
    expect(say('not-at-alpha')).toEqual(declinedWith('do_not_honor'));
    expect(say('not-at-alpha', { processor: 'beta' })).toEqual(approved);
  });

  it('saves a card that it will not charge', () => {
    expect(say('saves-but-declines', { kind: 'setup' })).toEqual(approved);
    expect(say('saves-but-declines')).toEqual(declinedWith('do_not_honor'));
    expect(say('do-not-honor', { kind: 'setup' })).toEqual(declinedWith('do_not_honor'));
  });
});

describe('3-D Secure', () => {
  const shifted = { version: '2.2.0', eci: '05', liabilityShifted: true };

  it('asks first', () => expect(say('3ds')).toEqual({ is: 'challenge' }));
  it('approves who was recognised', () => expect(say('3ds', { challenge: 'approved' })).toEqual({ is: 'approved', threeDs: shifted }));
  it('speaks the words of the brand', () =>
    expect(say('3ds-mastercard', { challenge: 'approved' })).toMatchObject({ threeDs: { eci: '02' } }));
  it('declines who was not', () => {
    expect(say('3ds', { challenge: 'failed' })).toEqual(declinedWith('authentication_failed'));
    expect(say('3ds', { challenge: 'failed' })).toMatchObject({ threeDs: { eci: '07', liabilityShifted: false } });
  });
  it('may still decline afterwards', () =>
    expect(say('3ds-then-insufficient', { challenge: 'approved' })).toEqual(declinedWith('insufficient_funds')));
  it('asks a saved card only if it always asks', () => {
    expect(say('3ds', { savedBefore: true })).toEqual(approved);
    expect(say('3ds-always', { savedBefore: true })).toEqual({ is: 'challenge' });
  });
  it('may ask at one processor only', () => {
    expect(say('3ds-late-at-delta', { processor: 'delta' })).toEqual({ is: 'challenge' });
    expect(say('3ds-late-at-delta')).toEqual(approved);
  });
  it('may need no challenge', () => expect(say('3ds-frictionless')).toEqual({ is: 'approved', threeDs: shifted }));
});
