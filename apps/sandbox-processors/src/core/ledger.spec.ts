import { evolve } from './charge';
import type { ChargeFact } from './facts';
import { entryOf, type LedgerEntry, totalsOf } from './ledger';
import { approvedCharge, asApproved, charge, openedAs, setup, stamp } from '../../testing/samples';

const entry = (kind: LedgerEntry['kind'], amountAtom: number): LedgerEntry => ({
  ...{ at: 0, processor: 'alpha', reference: 'ch_1', merchantReference: 'pa_1', description: null, currency: 'usd' },
  kind,
  amountAtom,
});

describe('the lines of the ledger', () => {
  const asked: ChargeFact = { ...stamp, type: 'RefundMade', refundReference: 're_1', amountAtom: 900, status: 'pending', settlesAt: 5 };
  const settled = (status: 'succeeded' | 'failed'): ChargeFact => ({ ...stamp, type: 'RefundSettled', refundReference: 're_1', status });

  it('takes an approval as captured', () =>
    expect(entryOf(asApproved, approvedCharge)).toMatchObject({
      kind: 'captured',
      amountAtom: 4_900,
      currency: 'usd',
      merchantReference: 'pa_1',
    }));
  it('takes a close as voided', () =>
    expect(entryOf({ ...stamp, type: 'ChargeClosed' }, charge)).toMatchObject({ kind: 'voided', amountAtom: 4_900 }));
  it('takes a refund at once when it is done at once', () =>
    expect(entryOf({ ...asked, status: 'succeeded', settlesAt: null }, approvedCharge)).toMatchObject({
      kind: 'refunded',
      amountAtom: 900,
    }));
  it('waits for a pending refund', () => expect(entryOf(asked, approvedCharge)).toBeNull());
  it('takes a pending refund when it is settled', () =>
    expect(entryOf(settled('succeeded'), evolve(approvedCharge, asked))).toMatchObject({ kind: 'refunded', amountAtom: 900 }));
  it('never takes a failed one', () => expect(entryOf(settled('failed'), evolve(approvedCharge, asked))).toBeNull());
  it('knows nothing of opening', () => expect(entryOf(openedAs('charge'), charge)).toBeNull());
  it('knows nothing of setups', () => expect(entryOf(asApproved, evolve(setup, asApproved))).toBeNull());
});

describe('the totals', () => {
  it('are nothing for nothing', () =>
    expect(totalsOf([])).toEqual({ capturedCount: 0, capturedAtom: 0, refundedCount: 0, refundedAtom: 0, voidedCount: 0, netAtom: 0 }));

  it('add up, and voided amounts count for nothing', () => {
    const entries = [entry('captured', 4_900), entry('captured', 100), entry('refunded', 900), entry('voided', 7_777)];
    expect(totalsOf(entries)).toEqual({
      capturedCount: 2,
      capturedAtom: 5_000,
      refundedCount: 1,
      refundedAtom: 900,
      voidedCount: 1,
      netAtom: 4_100,
    });
  });
});
