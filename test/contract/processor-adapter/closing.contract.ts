// Closing: final where it says so, and honest where it came too late.
import type { Hands } from './under-test';

export function describeClosing(hands: Hands): void {
  it('makes an open charge unusable for good by closing it', async () => {
    const { merchantReference, reference } = await hands.opened();
    expect(await hands.adapter.close({ merchantReference, reference })).toEqual({ kind: 'closed' });
    expect(await hands.adapter.close({ merchantReference, reference })).toEqual({ kind: 'closed' });
    expect(await hands.confirm(reference, hands.under.cards.approved)).toEqual({ kind: 'closed' });
    expect(await hands.captures(merchantReference)).toEqual([]);
    expect(await hands.adapter.inquire({ merchantReference, reference })).toEqual({ kind: 'closed' });
  });

  it('closes one whose name at the processor nobody knows', async () => {
    const { merchantReference, reference } = await hands.opened();
    expect(await hands.adapter.close({ merchantReference, reference: null })).toEqual({ kind: 'closed' });
    expect(await hands.confirm(reference, hands.under.cards.approved)).toEqual({ kind: 'closed' });
    expect(await hands.captures(merchantReference)).toEqual([]);
  });

  it('closes one that it has never seen, so that it cannot be opened later', async () => {
    const wanted = hands.charge();
    const charge = { merchantReference: wanted.merchantReference, reference: null };
    expect(await hands.adapter.inquire(charge)).toEqual({ kind: 'never-seen' });
    expect(await hands.adapter.close(charge)).toEqual({ kind: 'closed' });
    expect(await hands.adapter.close(charge)).toEqual({ kind: 'closed' });
    expect(await hands.adapter.open(wanted)).toEqual({ kind: 'closed' });
    expect(await hands.adapter.inquire(charge)).toEqual({ kind: 'closed' });
  });

  it('says that closing came too late when money was taken', async () => {
    const { merchantReference, reference } = await hands.opened();
    await hands.confirm(reference, hands.under.cards.approved);
    expect(await hands.adapter.close({ merchantReference, reference })).toMatchObject({ kind: 'approved' });
    expect(await hands.adapter.close({ merchantReference, reference: null })).toMatchObject({ kind: 'approved' });
  });

  it('and confirming at once end in one of the two, and both sides say the same', async () => {
    const { merchantReference, reference } = await hands.opened();
    const [confirmed, closed] = await Promise.all([
      hands.confirm(reference, hands.under.cards.approved),
      hands.adapter.close({ merchantReference, reference }),
    ]);
    const isCharged = (await hands.captures(merchantReference)).length === 1;
    if (closed.kind === 'closed') expect(isCharged).toBe(false);
    if (confirmed.kind === 'approved') expect(isCharged).toBe(true);
    if (confirmed.kind === 'closed') expect(isCharged).toBe(false);
  });
}
