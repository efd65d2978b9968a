// Opening and confirming: no money by the first, money once by the second, and never a decline where nobody knows.
import type { Hands } from './under-test';

export function describeCharging(hands: Hands): void {
  it('moves no money by opening, and opens the same charge once', async () => {
    const { merchantReference, reference, wanted } = await hands.opened();
    expect(await hands.adapter.open(wanted)).toEqual({ kind: 'opened', reference });
    expect(await hands.captures(merchantReference)).toEqual([]);
    expect(await hands.adapter.inquire({ merchantReference, reference: null })).toEqual({ kind: 'open', reference });
  });

  it('charges once, however often the same reference is confirmed', async () => {
    const { merchantReference, reference } = await hands.opened();
    const { approved, declined } = hands.under.cards;
    expect(await hands.confirm(reference, approved)).toMatchObject({ kind: 'approved', reference });
    expect(await hands.confirm(reference, approved)).toMatchObject({ kind: 'approved', reference });
    expect(await hands.confirm(reference, declined)).toMatchObject({ kind: 'approved', reference });
    expect(await hands.captures(merchantReference)).toEqual([2_000]);
    expect(await hands.adapter.inquire({ merchantReference, reference })).toMatchObject({ kind: 'approved' });
  });

  it('charges once, however many confirm the same reference at once', async () => {
    const { merchantReference, reference } = await hands.opened();
    const answers = await Promise.all([1, 2, 3].map(() => hands.confirm(reference, hands.under.cards.approved)));
    for (const { kind } of answers) expect(['approved', 'unknown']).toContain(kind);
    expect(await hands.captures(merchantReference)).toEqual([2_000]);
  });

  it.each(['declined', 'insufficient'] as const)('tells a decline with its code: %s', async (card) => {
    const { merchantReference, reference } = await hands.opened();
    const code = card === 'declined' ? (expect.any(String) as string) : 'insufficient_funds';
    expect(await hands.confirm(reference, hands.under.cards[card])).toMatchObject({ kind: 'declined', code });
    expect(await hands.adapter.inquire({ merchantReference, reference })).toMatchObject({ kind: 'declined', code });
    expect(await hands.captures(merchantReference)).toEqual([]);
  });

  it('leaves a declined reference declined, whatever card comes after', async () => {
    const { merchantReference, reference } = await hands.opened();
    const { approved, declined } = hands.under.cards;
    for (const card of [declined, declined, approved]) expect(await hands.confirm(reference, card)).toMatchObject({ kind: 'declined' });
    expect(await hands.captures(merchantReference)).toEqual([]);
  });

  it('calls a lost answer unknown, never declined, and finds the money by asking', async () => {
    const { merchantReference, reference } = await hands.opened();
    expect(await hands.confirm(reference, hands.under.cards.droppedAfterCharging)).toMatchObject({ kind: 'unknown' });
    expect(await hands.captures(merchantReference)).toEqual([2_000]);
    expect(await hands.adapter.inquire({ merchantReference, reference: null })).toMatchObject({ kind: 'approved' });
  });

  it('calls a connection that dropped before charging unknown too', async () => {
    const { merchantReference, reference } = await hands.opened();
    expect(await hands.confirm(reference, hands.under.cards.droppedBeforeCharging)).toMatchObject({ kind: 'unknown' });
    expect(await hands.captures(merchantReference)).toEqual([]);
    expect(await hands.adapter.close({ merchantReference, reference })).toEqual({ kind: 'closed' });
  });
}
