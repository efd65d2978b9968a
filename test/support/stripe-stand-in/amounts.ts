// Stripe's rules on amounts, written down once more from its documentation, so that the adapter's own table is held against another one.
import { impossible, malformed } from './refusal';

const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const ENDS_IN_00 = new Set(['isk', 'ugx']);
const ENDS_IN_0 = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);
const OTHERS = new Set('aed aud brl cad chf czk dkk eur gbp hkd huf inr mxn myr nok nzd pln ron sek sgd thb try twd usd zar'.split(' '));

export function checkAmount(amount: number, currency: string): void {
  const known = [ZERO_DECIMAL, ENDS_IN_00, ENDS_IN_0, OTHERS].some((list) => list.has(currency));
  if (!known) throw malformed('parameter_invalid_string', 'currency');
  if (ENDS_IN_00.has(currency) && amount % 100 !== 0) throw impossible('invalid_charge_amount', 'must end in 00', 'amount');
  if (ENDS_IN_0.has(currency) && amount % 10 !== 0) throw impossible('invalid_charge_amount', 'must end in 0', 'amount');
  const smallest = ZERO_DECIMAL.has(currency) ? 1 : 50;
  if (amount < smallest) throw impossible('amount_too_small', 'the amount is below the smallest one', 'amount');
}
