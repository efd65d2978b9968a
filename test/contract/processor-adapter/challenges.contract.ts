// 3-D Secure: nothing is taken before our own word after the challenge, and once then.
import { type Hands, returnUrl } from './under-test';

export function describeChallenges(hands: Hands): void {
  describe('challenges', () => {
    const challenged = async (card: 'challenged' | 'challengedThenLost' = 'challenged') => {
      const charge = await hands.opened();
      const answer = await hands.confirm(charge.reference, hands.under.cards[card]);
      if (answer.kind !== 'requires_action') throw new Error(`confirming answered ${answer.kind}`);
      return { ...charge, url: answer.url };
    };

    it('take nothing until they are finished, lead back to us, and charge once however often they are finished', async () => {
      const { url, ...charge } = await challenged();
      expect(await hands.adapter.finishAction(charge)).toMatchObject({ kind: 'requires_action' });
      expect(await hands.under.answerChallenge(url, 'approve')).toContain(returnUrl);
      expect(await hands.captures(charge.merchantReference)).toEqual([]);
      for (let time = 0; time < 2; time++)
        expect(await hands.adapter.finishAction(charge)).toMatchObject({ kind: 'approved', threeDs: { liabilityShifted: true } });
      expect(await hands.captures(charge.merchantReference)).toEqual([2_000]);
    });

    it('are finished where only our own id is known', async () => {
      const { url, merchantReference } = await challenged();
      await hands.under.answerChallenge(url, 'approve');
      expect(await hands.adapter.finishAction({ merchantReference, reference: null })).toMatchObject({ kind: 'approved' });
      expect(await hands.captures(merchantReference)).toEqual([2_000]);
    });

    it('that the buyer fails are declined for that, with nothing taken', async () => {
      const { url, ...charge } = await challenged();
      await hands.under.answerChallenge(url, 'fail');
      expect(await hands.adapter.finishAction(charge)).toMatchObject({ kind: 'declined', code: 'authentication_failed' });
      expect(await hands.captures(charge.merchantReference)).toEqual([]);
    });

    it('that were closed take nothing any more', async () => {
      const { url, ...charge } = await challenged();
      expect(await hands.adapter.close(charge)).toEqual({ kind: 'closed' });
      await hands.under.answerChallenge(url, 'approve').catch(() => undefined);
      expect(await hands.adapter.finishAction(charge)).toEqual({ kind: 'closed' });
      expect(await hands.captures(charge.merchantReference)).toEqual([]);
    });

    it('that were answered and closed before they were finished take nothing any more', async () => {
      const { url, ...charge } = await challenged();
      await hands.under.answerChallenge(url, 'approve');
      expect(await hands.adapter.close(charge)).toEqual({ kind: 'closed' });
      expect(await hands.adapter.finishAction(charge)).toEqual({ kind: 'closed' });
      expect(await hands.captures(charge.merchantReference)).toEqual([]);
    });

    it('whose last answer is lost are unknown, and found by asking', async () => {
      const { url, ...charge } = await challenged('challengedThenLost');
      await hands.under.answerChallenge(url, 'approve');
      expect(await hands.adapter.finishAction(charge)).toMatchObject({ kind: 'unknown' });
      expect(await hands.adapter.inquire(charge)).toMatchObject({ kind: 'approved' });
      expect(await hands.captures(charge.merchantReference)).toEqual([2_000]);
    });

    it('come with saving a card too, which is saved once they are finished', async () => {
      const wanted = hands.setup(hands.under.cards.challenged);
      const asked = await hands.adapter.save(wanted);
      if (asked.kind !== 'requires_action') throw new Error(`saving answered ${asked.kind}`);
      const { merchantReference } = wanted;
      const set = { merchantReference, reference: asked.reference };
      expect(await hands.adapter.finishSetup(set)).toMatchObject({ kind: 'requires_action' });
      await hands.under.answerChallenge(asked.url, 'approve');
      const saved = await hands.adapter.finishSetup(set);
      expect(saved).toMatchObject({ kind: 'approved', token: expect.any(String) as string });
      expect(await hands.adapter.finishSetup(set)).toEqual(saved);
      expect(await hands.adapter.finishSetup({ merchantReference, reference: null })).toEqual(saved);
    });
  });
}
