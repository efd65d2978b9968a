import { approvedCharge, charge, closedCharge, declinedCharge, goodCard, setup, stamp } from '../../testing/samples';
import { initialSettings } from '../processors/settings';
import { type Charge, evolve } from './charge';
import { refund } from './refund.decide';

const settings = initialSettings('alpha');
const given = { settings, at: 5 };
const refusal = (status: number, code: string) => ({ kind: 'refused', refusal: { status, code } });
const unchanged = { kind: 'unchanged' };
const fact = (some: object) => ({ kind: 'fact', fact: expect.objectContaining(some) as unknown });

describe('refund', () => {
  const ask = (from: Charge | undefined, amountAtom: number, refundReference = 're_1') => {
    const taken = from?.refunds.some((one) => one.refundReference === refundReference) ? from : undefined;
    return refund(from, { refundReference, amountAtom, taken }, given);
  };
  const after = (from: Charge, amountAtom: number, refundReference = 're_1'): Charge => {
    const decision = ask(from, amountAtom, refundReference);
    if (decision.kind !== 'fact' || decision.fact.type !== 'RefundMade') throw new Error(decision.kind);
    return evolve(from, decision.fact);
  };

  it('gives back in parts, never more than was taken', () => {
    const half = after(approvedCharge, 2_450);
    expect(ask(half, 2_451, 're_2')).toEqual(refusal(422, 'refund_exceeds_captured'));
    expect(ask(after(half, 2_450, 're_2'), 1, 're_3')).toEqual(refusal(422, 'refund_exceeds_captured'));
  });
  it('is made once', () => expect(ask(after(approvedCharge, 900), 900)).toEqual(unchanged));
  it('does not take another amount for the same reference', () =>
    expect(ask(after(approvedCharge, 900), 901)).toEqual(refusal(409, 'refund_reference_reused')));
  it('does not take the reference of another charge', () => {
    const other: Charge = { ...after(approvedCharge, 900), reference: 'ch_2' };
    expect(refund(approvedCharge, { refundReference: 're_1', amountAtom: 900, taken: other }, given)).toEqual(
      refusal(409, 'refund_reference_reused'),
    );
  });
  it('needs money that was taken', () => {
    for (const known of [charge, declinedCharge, closedCharge, { ...setup, status: 'approved' } as const])
      expect(ask(known, 1)).toEqual(refusal(409, 'not_captured'));
    expect(ask(undefined, 1)).toEqual(refusal(404, 'not_found'));
  });
  it('holds the money of a pending one, and frees that of a failed one', () => {
    const slow: Charge = { ...approvedCharge, card: { ...goodCard, name: 'refund-fails' } };
    const pending = after(slow, 4_900);
    expect(pending.refunds).toEqual([
      { refundReference: 're_1', amountAtom: 4_900, status: 'pending', settlesAt: 5 + settings.refund_settle_ms },
    ]);
    expect(ask(pending, 1, 're_2')).toEqual(refusal(422, 'refund_exceeds_captured'));
    const failed = { ...stamp, type: 'RefundSettled', refundReference: 're_1', status: 'failed' } as const;
    expect(ask(evolve(pending, failed), 4_900, 're_2')).toEqual(fact({ type: 'RefundMade' }));
  });
});
