// Saving a card, with a charge or without one, and charging it again by what the processor calls it.
import type { CardToken, ChargeOutcome } from '@tillstream/payments';
import type { Hands } from './under-test';

const anyText = expect.any(String) as string;

function tokenOf(outcome: ChargeOutcome | { readonly kind: 'closed' }): CardToken {
  if (outcome.kind !== 'approved' || outcome.token === null) throw new Error(`no token came with ${outcome.kind}`);
  return { token: outcome.token, networkTransactionId: outcome.networkTransactionId };
}

export function describeSavedCards(hands: Hands): void {
  it('saves a card without a charge, and the same one under the same reference', async () => {
    const wanted = hands.setup(hands.under.cards.approved);
    const saved = await hands.adapter.save(wanted);
    expect(saved).toMatchObject({ kind: 'approved', token: anyText });
    expect(await hands.adapter.save(wanted)).toEqual(saved);
    expect(await hands.adapter.save({ ...wanted, card: { ...wanted.card, cvc: null } })).toMatchObject({
      kind: 'approved',
      token: anyText,
    });
    expect(await hands.captures(wanted.merchantReference)).toEqual([]);
  });

  it('charges a saved card by its token, as often as it is needed', async () => {
    const token = tokenOf(await hands.adapter.save(hands.setup(hands.under.cards.approved)));
    for (let time = 0; time < 2; time++) {
      const { merchantReference, reference } = await hands.opened();
      expect(await hands.confirm(reference, token)).toMatchObject({ kind: 'approved', reference });
      expect(await hands.captures(merchantReference)).toEqual([2_000]);
    }
  });

  it('takes nothing for a token that it does not know, and says so', async () => {
    const { merchantReference, reference } = await hands.opened();
    const unknown = { token: 'tok_nobody', networkTransactionId: null };
    expect(await hands.confirm(reference, unknown)).toMatchObject({ kind: 'not_sent', reason: 'configuration' });
    expect(await hands.captures(merchantReference)).toEqual([]);
  });

  it('answers a charge that saves the card with its token, which is good for later charges', async () => {
    const first = await hands.opened({ offSessionLater: true });
    const token = tokenOf(await hands.confirm(first.reference, hands.under.cards.approved, true));
    const { merchantReference, reference } = await hands.opened({ offSessionLater: true });
    expect(await hands.confirm(reference, token)).toMatchObject({ kind: 'approved' });
    expect(await hands.captures(merchantReference)).toEqual([2_000]);
  });

  it('keeps a card because the buyer wants it, though nothing recurs', async () => {
    const first = await hands.opened();
    const token = tokenOf(await hands.confirm(first.reference, hands.under.cards.approved, true));
    const { merchantReference, reference } = await hands.opened();
    expect(await hands.confirm(reference, token)).toMatchObject({ kind: 'approved' });
    expect(await hands.captures(merchantReference)).toEqual([2_000]);
  });

  it('keeps no card that nobody asked it to keep', async () => {
    const { reference } = await hands.opened();
    expect(await hands.confirm(reference, hands.under.cards.approved)).toMatchObject({ kind: 'approved', token: null });
  });

  it('tells a card that cannot be saved, and one of which nobody knows', async () => {
    const { declined, droppedAfterCharging } = hands.under.cards;
    expect(await hands.adapter.save(hands.setup(declined))).toMatchObject({ kind: 'declined', code: anyText });
    const lost = hands.setup(droppedAfterCharging);
    expect(await hands.adapter.save(lost)).toMatchObject({ kind: 'unknown' });
    // No money moves, so it may be asked again: the processor had saved it.
    expect(await hands.adapter.save(lost)).toMatchObject({ kind: 'approved', token: anyText });
  });
}
