// The ledger: what happened to money, in order, never changed. A test asks it "was anybody charged twice?".
import type { Charge } from './charge';
import type { ChargeFact } from './facts';

export interface LedgerEntry {
  readonly at: number;
  readonly processor: string;
  readonly kind: 'captured' | 'refunded' | 'voided';
  readonly reference: string;
  readonly merchantReference: string;
  readonly description: string | null;
  /** Never negative. Of a voided charge: the amount that will not be taken. */
  readonly amountAtom: number;
  readonly currency: string;
}

export interface LedgerTotals {
  readonly capturedCount: number;
  readonly capturedAtom: number;
  readonly refundedCount: number;
  readonly refundedAtom: number;
  readonly voidedCount: number;
  /** Captured and not given back. */
  readonly netAtom: number;
}

/** The line that a fact adds, if it moves money or makes sure that none moves. `charge` is as the fact has left it. */
export function entryOf(fact: ChargeFact, charge: Charge): LedgerEntry | null {
  const { processor, reference, merchantReference, description, currency } = charge;
  if (charge.kind === 'setup' || currency === null) return null;
  const line = { at: fact.at, processor, reference, merchantReference, description, currency };
  switch (fact.type) {
    case 'ChargeApproved':
      return { ...line, kind: 'captured', amountAtom: charge.amountAtom };
    case 'ChargeClosed':
      return { ...line, kind: 'voided', amountAtom: charge.amountAtom };
    case 'RefundMade':
      return fact.status === 'succeeded' ? { ...line, kind: 'refunded', amountAtom: fact.amountAtom } : null;
    case 'RefundSettled': {
      const settled = charge.refunds.find((one) => one.refundReference === fact.refundReference);
      return fact.status === 'succeeded' && settled ? { ...line, kind: 'refunded', amountAtom: settled.amountAtom } : null;
    }
    default:
      return null;
  }
}

export function totalsOf(entries: readonly LedgerEntry[]): LedgerTotals {
  const of = (kind: LedgerEntry['kind']) => entries.filter((entry) => entry.kind === kind);
  const sum = (some: readonly LedgerEntry[]) => some.reduce((total, entry) => total + entry.amountAtom, 0);
  const captured = of('captured');
  const refunded = of('refunded');
  const capturedAtom = sum(captured);
  const refundedAtom = sum(refunded);
  const counts = { capturedCount: captured.length, refundedCount: refunded.length, voidedCount: of('voided').length };
  return { ...counts, capturedAtom, refundedAtom, netAtom: capturedAtom - refundedAtom };
}
