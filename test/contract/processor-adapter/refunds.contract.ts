// Money back: once per refund, never more than was taken, and found again where the answer was lost.
import type { RefundToMake } from '@tillstream/payments';
import { eventually } from '../../support/eventually';
import type { Hands } from './under-test';

export function describeRefunds(hands: Hands): void {
  describe('refunds', () => {
    const charged = async (number: string) => {
      const { merchantReference, reference } = await hands.opened();
      await hands.confirm(reference, number);
      return (amountAtom: number, isReferenceKnown = true): RefundToMake => ({
        refundReference: hands.id('re'),
        merchantReference,
        reference: isReferenceKnown ? reference : null,
        amountAtom,
        currency: 'usd',
      });
    };

    it('are made once, however often the same one is asked for', async () => {
      const refund = (await charged(hands.under.cards.approved))(700);
      expect(await hands.adapter.inquireRefund(refund)).toEqual({ kind: 'never-seen' });
      for (let time = 0; time < 3; time++) expect(await hands.adapter.refund(refund)).toMatchObject({ kind: 'succeeded' });
      expect(await hands.adapter.inquireRefund(refund)).toMatchObject({ kind: 'succeeded' });
      expect(await hands.under.refundedAtom(refund.merchantReference)).toBe(700);
    });

    it('are made once, however many ask for the same one at once', async () => {
      const refund = (await charged(hands.under.cards.approved))(700);
      const answers = await Promise.all([1, 2, 3].map(() => hands.adapter.refund(refund)));
      for (const { kind } of answers) expect(['succeeded', 'no-answer']).toContain(kind);
      expect(await hands.under.refundedAtom(refund.merchantReference)).toBe(700);
    });

    it('find their charge by our own id where nobody knows the processor’s', async () => {
      const refund = (await charged(hands.under.cards.approved))(700, false);
      expect(await hands.adapter.refund(refund)).toMatchObject({ kind: 'succeeded' });
      expect(await hands.under.refundedAtom(refund.merchantReference)).toBe(700);
    });

    it('never give back more than was taken', async () => {
      const refund = await charged(hands.under.cards.approved);
      expect(await hands.adapter.refund(refund(1_500))).toMatchObject({ kind: 'succeeded' });
      const tooMuch = refund(501);
      expect(await hands.adapter.refund(tooMuch)).toMatchObject({ kind: 'failed', code: expect.any(String) as string });
      expect(await hands.under.refundedAtom(tooMuch.merchantReference)).toBe(1_500);
    });

    it('are refused for a charge that took nothing', async () => {
      const refund = (await charged(hands.under.cards.declined))(700);
      expect(await hands.adapter.refund(refund)).toMatchObject({ kind: 'failed' });
    });

    it.each(['refundsSucceedLater', 'refundsFailLater'] as const)('may be pending at first, and end later: %s', async (card) => {
      const refund = (await charged(hands.under.cards[card]))(700);
      expect(await hands.adapter.refund(refund)).toMatchObject({ kind: 'pending' });
      const ended = async () => {
        const answer = await hands.adapter.inquireRefund(refund);
        return answer.kind !== 'pending' && answer.kind;
      };
      const kind = await eventually(ended, { timeoutMs: 10_000, describe: 'the refund has ended' });
      expect(kind).toBe(card === 'refundsSucceedLater' ? 'succeeded' : 'failed');
    });

    it('whose answer is lost are found by asking, and made only once', async () => {
      const refund = (await charged(hands.under.cards.approved))(700);
      await hands.under.loseRefundAnswers(true);
      expect(await hands.adapter.refund(refund)).toMatchObject({ kind: 'no-answer' });
      await hands.under.loseRefundAnswers(false);
      expect(await hands.adapter.inquireRefund(refund)).toMatchObject({ kind: 'succeeded' });
      expect(await hands.adapter.refund(refund)).toMatchObject({ kind: 'succeeded' });
      expect(await hands.under.refundedAtom(refund.merchantReference)).toBe(700);
    });
  });
}
