import { fold } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import { attemptStarted, chargeRequested, sessionCreated } from '../testing/session-fixtures';
import type { PlannedTier } from './checkout-session.events';
import type { Session } from './checkout-session.state';
import { offeredTier, type OutcomeCategory } from './next-charge';

const tier = (index: number, amountAtom: number, skipped: 'disabled' | null = null): PlannedTier => ({
  tier: index,
  amountAtom,
  processors: [{ processorKey: 'alpha', skipped }],
});

function offered(category: OutcomeCategory, plan: readonly PlannedTier[], acceptedTiers: readonly number[] = [0]): number | null {
  const asked = [attemptStarted({ plan, acceptedTiers }), chargeRequested()];
  const [attempt] = (fold(checkoutSession, [sessionCreated(), ...asked]) as Session).attempts;
  const [charge] = attempt?.charges ?? [];
  return attempt && charge ? offeredTier(attempt, charge, category) : NaN;
}

describe('a tier that the buyer has not agreed to', () => {
  it.each(['soft', 'not_sent', 'configuration'] as const)('is offered when nobody is left of those that he has: %s', (category) =>
    expect(offered(category, [tier(0, 2_000), tier(1, 3_000)])).toBe(1),
  );

  it.each(['hard', 'data', 'wait', 'authentication', 'scheme_limit'] as const)('is not offered for what stops everything: %s', (category) =>
    expect(offered(category, [tier(0, 2_000), tier(1, 3_000)])).toBeNull(),
  );

  it('is the first that somebody could charge', () =>
    expect(offered('soft', [tier(0, 2_000), tier(1, 3_000, 'disabled'), tier(2, 4_000), tier(3, 5_000)])).toBe(2));

  it('is a cheaper one where there is not enough for this one', () => {
    expect(offered('insufficient', [tier(0, 2_000), tier(1, 3_000), tier(2, 1_000)])).toBe(2);
    expect(offered('insufficient', [tier(0, 2_000), tier(1, 3_000)])).toBeNull();
  });

  it('is not offered while one that he has agreed to is left, though there is no time for it', () =>
    expect(offered('soft', [tier(0, 2_000), tier(1, 3_000), tier(2, 1_000)], [0, 2])).toBeNull());
});
