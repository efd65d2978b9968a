// Notices: believed only as they were signed, for five minutes, and about our own charges and refunds by our own names.
import type { Instant } from '@tillstream/event-sourcing';
import type { ArrivedNotice } from '@tillstream/payments';
import type { Hands } from './under-test';

const MINUTE = 60_000;

export function describeNotices(hands: Hands): void {
  describe('notices', () => {
    let notice: ArrivedNotice;
    let merchantReference: string;
    let reference: string;
    beforeAll(async () => {
      ({ merchantReference, reference } = await hands.opened());
      await hands.confirm(reference, hands.under.cards.approved);
      notice = await hands.under.noticeOf(merchantReference);
    });
    const later = (ms: number): Instant => notice.now + ms;

    it('name the charge and what became of it', async () =>
      expect(await hands.adapter.readNotice(notice)).toMatchObject({
        kind: 'charge',
        noticeId: expect.any(String) as string,
        merchantReference,
        reference,
        outcome: { kind: 'approved', reference },
      }));

    it('are refused when a byte was changed, when nobody signed them, and when they are old', async () => {
      const changed = Buffer.concat([notice.body, Buffer.from(' ')]); // the same JSON, and not what was signed
      const refused = { kind: 'refused' };
      expect(await hands.adapter.readNotice({ ...notice, body: changed })).toMatchObject(refused);
      expect(await hands.adapter.readNotice({ ...notice, headers: {} })).toMatchObject(refused);
      expect(await hands.adapter.readNotice({ ...notice, now: later(4 * MINUTE) })).toMatchObject({ kind: 'charge' });
      expect(await hands.adapter.readNotice({ ...notice, now: later(6 * MINUTE) })).toMatchObject(refused);
      expect(await hands.adapter.readNotice({ ...notice, now: later(-6 * MINUTE) })).toMatchObject(refused);
    });

    it('tell of a decline', async () => {
      const declined = await hands.opened();
      await hands.confirm(declined.reference, hands.under.cards.insufficient);
      const read = await hands.adapter.readNotice(await hands.under.noticeOf(declined.merchantReference));
      const outcome = { kind: 'declined', code: 'insufficient_funds' };
      expect(read).toMatchObject({ kind: 'charge', merchantReference: declined.merchantReference, outcome });
    });

    it('tell that a refund went through', async () => {
      const wanted = { refundReference: hands.id('re'), merchantReference, reference, amountAtom: 700, currency: 'usd' };
      await hands.adapter.refund(wanted);
      const { refundReference } = wanted;
      expect(await hands.adapter.readNotice(await hands.under.noticeOf(merchantReference))).toMatchObject({
        kind: 'refund',
        refundReference,
        outcome: { kind: 'succeeded' },
      });
    });
  });
}
