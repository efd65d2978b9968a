// Our atoms are ISO 4217's smallest units; Stripe's are its own in a few currencies. What Stripe cannot express is not asked for: an amount
// is never rounded on its way to a card.
import { currencyDecimals } from '@tillstream/catalog/core';

/** Decimals that Stripe counts otherwise than ISO 4217: no centimes of the ariary; krónur and shillings in hundredths, for old times' sake. */
const STRIPE_DECIMALS: Readonly<Record<string, number>> = { mga: 0, isk: 2, ugx: 2 };

/** What amounts must be a multiple of: hundredths that nobody can pay, and thousandths that cards do not know. */
const MULTIPLE_OF: Readonly<Record<string, number>> = { isk: 100, ugx: 100, bhd: 10, jod: 10, kwd: 10, omr: 10, tnd: 10 };

const stripeDecimals = (currency: string): number => STRIPE_DECIMALS[currency] ?? currencyDecimals(currency);

/** @returns null where Stripe has no such amount. @param currency lower case */
export function toStripeAmount(amountAtom: number, currency: string): number | null {
  const amount = scaled(amountAtom, stripeDecimals(currency) - currencyDecimals(currency));
  return amount !== null && amount % (MULTIPLE_OF[currency] ?? 1) === 0 ? amount : null;
}

function scaled(amount: number, places: number): number | null {
  const factor = 10 ** Math.abs(places);
  if (places >= 0) return Number.isSafeInteger(amount * factor) ? amount * factor : null;
  return amount % factor === 0 ? amount / factor : null;
}
