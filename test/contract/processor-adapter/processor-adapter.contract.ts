// What every processor adapter must do, whoever's processor it is (payments.md §3): asked of the real thing over HTTP.
import { recognisesRepeats } from '@tillstream/payments';
import { describeAmounts } from './amounts.contract';
import { describeChallenges } from './challenges.contract';
import { describeCharging } from './charging.contract';
import { describeClosing } from './closing.contract';
import { describeNotices } from './notices.contract';
import { describeRefunds } from './refunds.contract';
import { describeSavedCards } from './saved-cards.contract';
import { type AdapterUnderTest, Hands } from './under-test';

export type { AdapterUnderTest } from './under-test';

export function describeProcessorAdapter(name: string, make: () => Promise<AdapterUnderTest>): void {
  describe(`processor adapter: ${name}`, () => {
    let under: AdapterUnderTest | undefined;
    beforeAll(async () => {
      under = await make();
    });
    const hands = new Hands(name, () => {
      if (!under) throw new Error('the adapter is there once its tests run');
      return under;
    });

    describeCharging(hands);
    describeClosing(hands);
    describeAmounts(hands);
    describeSavedCards(hands);
    describeChallenges(hands);
    describeRefunds(hands);
    describeNotices(hands);

    it('declares what it can do about a charge of which nobody knows', () => {
      const { inquiry, maxLatenessMs } = hands.adapter.abilities;
      expect(inquiry).not.toBe('none');
      expect(maxLatenessMs).toBeGreaterThan(0);
      expect(recognisesRepeats(hands.adapter.abilities)).toBe(true);
    });
  });
}
