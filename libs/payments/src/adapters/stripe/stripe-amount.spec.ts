import { toStripeAmount } from './stripe-amount';

describe('an amount in Stripe’s units', () => {
  it.each([
    ['usd', 1_999, 1_999],
    ['huf', 1_999, 1_999],
    ['twd', 1_999, 1_999],
    ['jpy', 1_999, 1_999],
    ['clp', 5, 5],
    ['isk', 5, 500],
    ['ugx', 1_999, 199_900],
    ['mga', 500, 5],
    ['kwd', 1_990, 1_990],
    ['tnd', 10, 10],
  ])('%s: %i atoms are %i', (currency, atoms, amount) => expect(toStripeAmount(atoms, currency)).toBe(amount));

  it.each([
    ['kwd', 1_999, 'thousandths end in nought'],
    ['bhd', 5, 'thousandths end in nought'],
    ['mga', 550, 'there are no centimes'],
  ])('%s: %i atoms cannot be said (%s)', (currency, atoms) => expect(toStripeAmount(atoms, currency)).toBeNull());
});
