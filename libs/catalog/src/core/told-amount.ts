// An amount and its currency as a request tells them, each perhaps missing: in the smallest unit, or with the place of what is wrong.
import type { Loc } from '@tillstream/event-sourcing';
import { isCurrency } from './currency';
import { atomsOf } from './decimal-amount';
import type { RestrictionRejection } from './promotion-code.commands';

export interface ToldAmount {
  /** In whole units, as text. */
  readonly amount: string | null;
  readonly currency: string | null;
}

export interface Places {
  readonly amount: Loc;
  readonly currency: Loc;
}

export type ReadAmount =
  { readonly amountAtom: number | null; readonly currency: string | null } | { readonly fault: RestrictionRejection };

/** A currency alone is fine here; an amount alone means nothing. */
export function readAmount({ amount, currency }: ToldAmount, at: Places): ReadAmount {
  if (currency === null) {
    return amount === null ? { amountAtom: null, currency } : { fault: { code: 'amount-needs-currency', loc: at.currency } };
  }
  if (!isCurrency(currency)) return { fault: { code: 'unknown-currency', loc: at.currency } };
  if (amount === null) return { amountAtom: null, currency };
  const amountAtom = atomsOf(amount, currency);
  return typeof amountAtom === 'string' ? { fault: { code: amountAtom, loc: at.amount } } : { amountAtom, currency };
}
