// Money that came when nobody waited for it any more and that this session does not keep: whoever reads the page must not be told that he was
// not charged.
import type { BuyerSession } from '@tillstream/checkout/browser';
import { isInFlight } from './screen';

/** Null: there is none, as far as anybody knows. */
export function lateMoneyText({ state, payment_state, attempt }: BuyerSession): 'late-money.returning' | 'late-money.returned' | null {
  if (state === 'success' || isInFlight(attempt)) return null;
  if (payment_state === 'unresolved') return 'late-money.returning'; // nothing else is in doubt without an attempt
  return payment_state === 'refunded' || payment_state === 'partially_refunded' ? 'late-money.returned' : null;
}
