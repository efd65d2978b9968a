// What every processor adapter must do, whoever's processor it is (payments.md §3): asked of the real thing over HTTP.
import type { Instant } from '@tillstream/event-sourcing';
import type { ArrivedNotice, CardDetails, ProcessorAdapter, RefundToMake } from '@tillstream/payments';
import { eventually } from '../support/eventually';

export interface AdapterUnderTest {
  readonly adapter: ProcessorAdapter;
  /** How often money was taken for this charge, by the processor's own ledger. */
  captures(merchantReference: string): Promise<number>;
  /** What went back of this charge, by the same ledger, in atoms. */
  refundedAtom(merchantReference: string): Promise<number>;
  /** Numbers of cards that behave so. */
  readonly cards: {
    readonly approved: string;
    readonly declined: string;
    readonly droppedAfterCharging: string;
    readonly droppedBeforeCharging: string;
    readonly refundsFailLater: string;
    readonly refundsSucceedLater: string;
    /** 3-D Secure, as the buyer answers the bank. */
    readonly challenged: string;
    /** 3-D Secure succeeds, and the answer to the confirmation after it gets lost. */
    readonly challengedThenLost: string;
  };
  /** The next notice about this charge, as it comes in. */
  noticeOf(merchantReference: string): Promise<ArrivedNotice>;
  /** What the buyer does on the bank's page that the processor named. */
  answerChallenge(url: string, answer: 'approve' | 'fail'): Promise<void>;
  /** From now on, or no longer: refunds are made, and their answers get lost. */
  loseRefundAnswers(isLost: boolean): Promise<void>;
}

const returnUrl = 'https://pay.example/checkout/t/challenge/ca_dev_1/return';
const card = (number: string): CardDetails => ({ number, expMonth: 12, expYear: 2044, cvc: '123', name: 'Ada' });

export function describeProcessorAdapter(name: string, make: () => Promise<AdapterUnderTest>): void {
  describe(`processor adapter: ${name}`, () => {
    let under: AdapterUnderTest;
    let count = 0;
    beforeAll(async () => {
      under = await make();
    });
    const charge = () => ({
      merchantReference: `pa_dev_${name}_${count++}`,
      amountAtom: 2_000,
      currency: 'usd',
      description: 'Checkout',
      offSessionLater: false,
    });
    const opened = async () => {
      const wanted = charge();
      const answer = await under.adapter.open(wanted);
      if (answer.kind !== 'opened') throw new Error(`opening answered ${answer.kind}`);
      return { merchantReference: wanted.merchantReference, reference: answer.reference, wanted };
    };
    const setup = (number: string) => ({ merchantReference: `ca_dev_${name}_${count++}`, card: card(number), returnUrl });
    const confirm = (reference: string, number: string) =>
      under.adapter.confirm({ reference, card: card(number), saveCard: false, returnUrl });

    it('moves no money by opening, and opens the same charge once', async () => {
      const { merchantReference, reference, wanted } = await opened();
      expect(await under.adapter.open(wanted)).toEqual({ kind: 'opened', reference });
      expect(await under.captures(merchantReference)).toBe(0);
      expect(await under.adapter.inquire({ merchantReference, reference: null })).toEqual({ kind: 'open', reference });
    });

    it('charges once, however often the same reference is confirmed', async () => {
      const { merchantReference, reference } = await opened();
      expect(await confirm(reference, under.cards.approved)).toMatchObject({ kind: 'approved', reference });
      expect(await confirm(reference, under.cards.approved)).toMatchObject({ kind: 'approved', reference });
      expect(await under.captures(merchantReference)).toBe(1);
      expect(await under.adapter.inquire({ merchantReference, reference })).toMatchObject({ kind: 'approved' });
    });

    it('tells a decline with its code', async () => {
      const { reference } = await opened();
      expect(await confirm(reference, under.cards.declined)).toMatchObject({ kind: 'declined', code: expect.any(String) as string });
    });

    it('makes an open charge unusable for good by closing it', async () => {
      const { merchantReference, reference } = await opened();
      expect(await under.adapter.close({ merchantReference, reference })).toEqual({ kind: 'closed' });
      expect(await confirm(reference, under.cards.approved)).toEqual({ kind: 'closed' });
      expect(await under.captures(merchantReference)).toBe(0);
      expect(await under.adapter.inquire({ merchantReference, reference })).toEqual({ kind: 'closed' });
    });

    it('closes one that it has never seen, so that it cannot be opened later', async () => {
      const wanted = charge();
      const { merchantReference } = wanted;
      expect(await under.adapter.inquire({ merchantReference, reference: null })).toEqual({ kind: 'never-seen' });
      expect(await under.adapter.close({ merchantReference, reference: null })).toEqual({ kind: 'closed' });
      expect(await under.adapter.open(wanted)).toEqual({ kind: 'closed' });
    });

    it('says that closing came too late when money was taken', async () => {
      const { merchantReference, reference } = await opened();
      await confirm(reference, under.cards.approved);
      expect(await under.adapter.close({ merchantReference, reference })).toMatchObject({ kind: 'approved' });
    });

    it('calls a lost answer unknown, never declined, and finds the money by asking', async () => {
      const { merchantReference, reference } = await opened();
      expect(await confirm(reference, under.cards.droppedAfterCharging)).toMatchObject({ kind: 'unknown' });
      expect(await under.captures(merchantReference)).toBe(1);
      expect(await under.adapter.inquire({ merchantReference, reference: null })).toMatchObject({ kind: 'approved' });
    });

    it('calls a connection that dropped before charging unknown too', async () => {
      const { merchantReference, reference } = await opened();
      expect(await confirm(reference, under.cards.droppedBeforeCharging)).toMatchObject({ kind: 'unknown' });
      expect(await under.captures(merchantReference)).toBe(0);
      expect(await under.adapter.close({ merchantReference, reference })).toEqual({ kind: 'closed' });
    });

    it('saves a card without a charge, and the same one under the same reference', async () => {
      const wanted = setup(under.cards.approved);
      const saved = await under.adapter.save(wanted);
      expect(saved).toMatchObject({ kind: 'approved', token: expect.any(String) as string });
      expect(await under.adapter.save(wanted)).toEqual(saved);
      expect(await under.captures(wanted.merchantReference)).toBe(0);
    });

    it('charges a saved card by its token', async () => {
      const saved = await under.adapter.save(setup(under.cards.approved));
      if (saved.kind !== 'approved') throw new Error(`saving answered ${saved.kind}`);
      const { merchantReference, reference } = await opened();
      const { token, networkTransactionId } = saved;
      const charged = await under.adapter.confirm({ reference, card: { token, networkTransactionId }, saveCard: false, returnUrl });
      expect(charged).toMatchObject({ kind: 'approved', reference });
      expect(await under.captures(merchantReference)).toBe(1);
    });

    it('takes nothing for a token that it does not know, and says so', async () => {
      const { merchantReference, reference } = await opened();
      const unknown = { token: 'tok_nobody', networkTransactionId: null };
      expect(await under.adapter.confirm({ reference, card: unknown, saveCard: false, returnUrl })).toMatchObject({
        kind: 'not_sent',
        reason: 'configuration',
      });
      expect(await under.captures(merchantReference)).toBe(0);
    });

    it('answers a charge that saves the card with its token', async () => {
      const { reference } = await opened();
      const charged = await under.adapter.confirm({ reference, card: card(under.cards.approved), saveCard: true, returnUrl });
      expect(charged).toMatchObject({ kind: 'approved', token: expect.any(String) as string });
    });

    it('tells a card that cannot be saved, and one of which nobody knows', async () => {
      expect(await under.adapter.save(setup(under.cards.declined))).toMatchObject({
        kind: 'declined',
        code: expect.any(String) as string,
      });
      const lost = setup(under.cards.droppedAfterCharging);
      expect(await under.adapter.save(lost)).toMatchObject({ kind: 'unknown' });
      // No money moves, so it may be asked again: the processor had saved it.
      expect(await under.adapter.save(lost)).toMatchObject({ kind: 'approved', token: expect.any(String) as string });
    });

    describe('challenges', () => {
      const challenged = async (number: string) => {
        const charge = await opened();
        const answer = await confirm(charge.reference, number);
        if (answer.kind !== 'requires_action') throw new Error(`confirming answered ${answer.kind}`);
        return { ...charge, url: answer.url };
      };

      it('take nothing until they are finished, lead back to us, and charge once however often they are finished', async () => {
        const { url, ...charge } = await challenged(under.cards.challenged);
        expect(decodeURIComponent(url)).toContain(returnUrl);
        expect(await under.adapter.finishAction(charge)).toMatchObject({ kind: 'requires_action' });
        await under.answerChallenge(url, 'approve');
        expect(await under.captures(charge.merchantReference)).toBe(0);
        for (let time = 0; time < 2; time++) expect(await under.adapter.finishAction(charge)).toMatchObject({ kind: 'approved' });
        expect(await under.captures(charge.merchantReference)).toBe(1);
      });

      it('are finished where only our own id is known', async () => {
        const { url, merchantReference } = await challenged(under.cards.challenged);
        await under.answerChallenge(url, 'approve');
        expect(await under.adapter.finishAction({ merchantReference, reference: null })).toMatchObject({ kind: 'approved' });
        expect(await under.captures(merchantReference)).toBe(1);
      });

      it('that the buyer fails are declined for that, with nothing taken', async () => {
        const { url, ...charge } = await challenged(under.cards.challenged);
        await under.answerChallenge(url, 'fail');
        expect(await under.adapter.finishAction(charge)).toMatchObject({ kind: 'declined', code: 'authentication_failed' });
        expect(await under.captures(charge.merchantReference)).toBe(0);
      });

      it('that were closed take nothing any more', async () => {
        const { url, ...charge } = await challenged(under.cards.challenged);
        expect(await under.adapter.close(charge)).toEqual({ kind: 'closed' });
        await under.answerChallenge(url, 'approve').catch(() => undefined);
        expect(await under.adapter.finishAction(charge)).toEqual({ kind: 'closed' });
        expect(await under.captures(charge.merchantReference)).toBe(0);
      });

      it('whose last answer is lost are unknown, and found by asking', async () => {
        const { url, ...charge } = await challenged(under.cards.challengedThenLost);
        await under.answerChallenge(url, 'approve');
        expect(await under.adapter.finishAction(charge)).toMatchObject({ kind: 'unknown' });
        expect(await under.adapter.inquire(charge)).toMatchObject({ kind: 'approved' });
        expect(await under.captures(charge.merchantReference)).toBe(1);
      });

      it('come with saving a card too, which is saved once they are finished', async () => {
        const wanted = setup(under.cards.challenged);
        const asked = await under.adapter.save(wanted);
        if (asked.kind !== 'requires_action') throw new Error(`saving answered ${asked.kind}`);
        const { merchantReference } = wanted;
        const set = { merchantReference, reference: asked.reference };
        expect(await under.adapter.finishSetup(set)).toMatchObject({ kind: 'requires_action' });
        await under.answerChallenge(asked.url, 'approve');
        const saved = await under.adapter.finishSetup(set);
        expect(saved).toMatchObject({ kind: 'approved', token: expect.any(String) as string });
        expect(await under.adapter.finishSetup(set)).toEqual(saved);
      });
    });

    describe('refunds', () => {
      const charged = async (number: string) => {
        const { merchantReference, reference } = await opened();
        await confirm(reference, number);
        return (amountAtom: number, isReferenceKnown = true): RefundToMake => ({
          refundReference: `re_dev_${name}_${count++}`,
          merchantReference,
          reference: isReferenceKnown ? reference : null,
          amountAtom,
          currency: 'usd',
        });
      };

      it('are made once, however often the same one is asked for', async () => {
        const refund = (await charged(under.cards.approved))(700);
        expect(await under.adapter.inquireRefund(refund)).toEqual({ kind: 'never-seen' });
        for (let time = 0; time < 3; time++) expect(await under.adapter.refund(refund)).toMatchObject({ kind: 'succeeded' });
        expect(await under.adapter.inquireRefund(refund)).toMatchObject({ kind: 'succeeded' });
        expect(await under.refundedAtom(refund.merchantReference)).toBe(700);
      });

      it('find their charge by our own id where nobody knows the processor’s', async () => {
        const refund = (await charged(under.cards.approved))(700, false);
        expect(await under.adapter.refund(refund)).toMatchObject({ kind: 'succeeded' });
        expect(await under.refundedAtom(refund.merchantReference)).toBe(700);
      });

      it('never give back more than was taken', async () => {
        const refund = await charged(under.cards.approved);
        expect(await under.adapter.refund(refund(1_500))).toMatchObject({ kind: 'succeeded' });
        const tooMuch = refund(501);
        expect(await under.adapter.refund(tooMuch)).toMatchObject({ kind: 'failed', code: expect.any(String) as string });
        expect(await under.refundedAtom(tooMuch.merchantReference)).toBe(1_500);
      });

      it('are refused for a charge that took nothing', async () => {
        const refund = (await charged(under.cards.declined))(700);
        expect(await under.adapter.refund(refund)).toMatchObject({ kind: 'failed' });
      });

      it.each(['refundsSucceedLater', 'refundsFailLater'] as const)('may be pending at first, and end later: %s', async (card) => {
        const refund = (await charged(under.cards[card]))(700);
        expect(await under.adapter.refund(refund)).toMatchObject({ kind: 'pending' });
        const ended = async () => {
          const answer = await under.adapter.inquireRefund(refund);
          return answer.kind !== 'pending' && answer.kind;
        };
        const kind = await eventually(ended, { timeoutMs: 10_000, describe: 'the refund has ended' });
        expect(kind).toBe(card === 'refundsSucceedLater' ? 'succeeded' : 'failed');
      });

      it('whose answer is lost are found by asking, and made only once', async () => {
        const refund = (await charged(under.cards.approved))(700);
        await under.loseRefundAnswers(true);
        expect(await under.adapter.refund(refund)).toMatchObject({ kind: 'no-answer' });
        await under.loseRefundAnswers(false);
        expect(await under.adapter.inquireRefund(refund)).toMatchObject({ kind: 'succeeded' });
        expect(await under.adapter.refund(refund)).toMatchObject({ kind: 'succeeded' });
        expect(await under.refundedAtom(refund.merchantReference)).toBe(700);
      });
    });

    describe('notices', () => {
      const MINUTE = 60_000;
      let notice: ArrivedNotice;
      let merchantReference: string;
      let reference: string;
      beforeAll(async () => {
        ({ merchantReference, reference } = await opened());
        await confirm(reference, under.cards.approved);
        notice = await under.noticeOf(merchantReference);
      });
      const later = (ms: number): Instant => notice.now + ms;

      it('name the charge and what became of it', async () =>
        expect(await under.adapter.readNotice(notice)).toMatchObject({
          kind: 'charge',
          noticeId: expect.any(String) as string,
          merchantReference,
          reference,
          outcome: { kind: 'approved', reference },
        }));

      it('are refused when a byte was changed, when nobody signed them, and when they are old', async () => {
        const changed = Buffer.concat([notice.body, Buffer.from(' ')]); // the same JSON, and not what was signed
        const refused = { kind: 'refused' };
        expect(await under.adapter.readNotice({ ...notice, body: changed })).toMatchObject(refused);
        expect(await under.adapter.readNotice({ ...notice, headers: {} })).toMatchObject(refused);
        expect(await under.adapter.readNotice({ ...notice, now: later(4 * MINUTE) })).toMatchObject({ kind: 'charge' });
        expect(await under.adapter.readNotice({ ...notice, now: later(6 * MINUTE) })).toMatchObject(refused);
      });

      it('tell that a refund went through', async () => {
        const wanted = { refundReference: `re_dev_${name}_${count++}`, merchantReference, reference, amountAtom: 700, currency: 'usd' };
        await under.adapter.refund(wanted);
        const { refundReference } = wanted;
        expect(await under.adapter.readNotice(await under.noticeOf(merchantReference))).toMatchObject({
          kind: 'refund',
          refundReference,
          outcome: { kind: 'succeeded' },
        });
      });
    });

    it('declares what it can do about a charge of which nobody knows', () => {
      const { inquiry, keyWindowMs, maxLatenessMs } = under.adapter.abilities;
      expect(inquiry).not.toBe('none');
      expect(keyWindowMs).toBeGreaterThanOrEqual(24 * 3_600_000);
      expect(maxLatenessMs).toBeGreaterThan(0);
    });
  });
}
