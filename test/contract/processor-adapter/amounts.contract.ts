// Our atoms are the smallest units of the currency; what the processor counts in is the adapter's business.
import type { Hands } from './under-test';

export function describeAmounts(hands: Hands): void {
  it.each([
    ['usd', 1_999],
    ['jpy', 1_999],
    ['huf', 199_900],
    ['isk', 1_999],
    ['ugx', 5_000],
    ['mga', 500_000],
    ['kwd', 1_990],
  ])('takes and gives back exactly what was asked for, in %s', async (currency, amountAtom) => {
    const { merchantReference, reference } = await hands.opened({ currency, amountAtom });
    await hands.confirm(reference, hands.under.cards.approved);
    expect(await hands.captures(merchantReference)).toEqual([amountAtom]);
    const refund = { refundReference: hands.id('re'), merchantReference, reference, amountAtom, currency };
    expect(await hands.adapter.refund(refund)).toMatchObject({ kind: 'succeeded' });
    expect(await hands.under.refundedAtom(merchantReference)).toBe(amountAtom);
  });

  it.each([
    ['kwd', 1_999],
    ['mga', 500_050],
  ])('takes an odd amount in %s to the atom, or says at once that it cannot', async (currency, amountAtom) => {
    const wanted = hands.charge({ currency, amountAtom });
    const opened = await hands.adapter.open(wanted);
    if (opened.kind === 'opened') await hands.confirm(opened.reference, hands.under.cards.approved);
    else expect(opened).toMatchObject({ kind: 'not_sent', reason: 'configuration' });
    expect(await hands.captures(wanted.merchantReference)).toEqual(opened.kind === 'opened' ? [amountAtom] : []);
  });
}
