import { fold } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import { attemptStarted, chargeRequested, NOW, savedCard, sessionCreated, setupAttempted, approved } from '../testing/session-fixtures';
import { completion } from './completion';
import type { CheckoutSessionEvent, PlannedProcessor } from './checkout-session.events';
import type { Attempt, Session } from './checkout-session.state';
import { nextSetup, setupsElsewhere } from './next-setup';

const processors: readonly PlannedProcessor[] = [
  { processorKey: 'gone', skipped: 'disabled' },
  { processorKey: 'alpha', skipped: null },
  { processorKey: 'beta', skipped: null },
  { processorKey: 'vault', skipped: 'setup-only' },
];
const plan = [{ tier: 0, amountAtom: 0, processors }];
const silent = (processorKey: string) => setupAttempted({ processorKey, outcome: 'unknown', savedCard: null });

function sessionAfter(created: CheckoutSessionEvent, events: readonly CheckoutSessionEvent[]): { session: Session; attempt: Attempt } {
  const session = fold(checkoutSession, [created, ...events]) as Session;
  return { session, attempt: session.attempts[0] as Attempt };
}

describe('where saving a card goes', () => {
  const next = (...events: CheckoutSessionEvent[]) =>
    nextSetup(sessionAfter(sessionCreated([], { mode: 'setup' }), [attemptStarted({ kind: 'setup', plan }), ...events]).attempt, NOW);

  it('begins with the first that can be asked', () => expect(next()).toBe('alpha'));
  it('asks again whoever did not answer, once', () => {
    expect(next(silent('alpha'))).toBe('alpha');
    expect(next(silent('alpha'), silent('alpha'))).toBe('beta');
    expect(next(silent('alpha'), silent('alpha'), silent('beta'), silent('beta'))).toBeNull();
  });
  it('goes on where nobody was reached', () => expect(next(setupAttempted({ outcome: 'not_sent', savedCard: null }))).toBe('beta'));
  it('goes to nobody once the scheme of the card lets nobody try it', () => {
    expect(next(setupAttempted({ outcome: 'not_sent', category: 'scheme_limit', savedCard: null }))).toBeNull();
  });
  it('ends with an approval', () => expect(next(setupAttempted())).toBeNull());
});

describe('where else a card is saved', () => {
  const elsewhere = (setupProcessorKeys: readonly string[] | null, isSaved = true) => {
    const created = sessionCreated(undefined, { setupProcessorKeys });
    const charged = [attemptStarted({ plan }), chargeRequested(), approved({ savedCard: isSaved ? savedCard() : null })];
    const { session } = sessionAfter(created, charged);
    const how = { how: 'paid', tier: 0, attemptKey: 'attempt-1', chargeKey: 'charge-1', subscriptionKeys: [], now: NOW } as const;
    const done = sessionAfter(created, [...charged, completion(session, how)]);
    return setupsElsewhere(done.session, done.attempt);
  };

  it('is at all others of the route, also those that only save cards', () => expect(elsewhere(null)).toEqual(['beta', 'vault']));
  it('is where the merchant said', () => expect(elsewhere(['gamma', 'alpha'])).toEqual(['gamma']));
  it('is nowhere when it was not to be saved', () => expect(elsewhere(null, false)).toEqual([]));
  it('is nowhere before the session is complete', () => {
    const { session, attempt } = sessionAfter(sessionCreated(), [
      attemptStarted({ plan }),
      chargeRequested(),
      approved({ savedCard: savedCard() }),
    ]);
    expect(setupsElsewhere(session, attempt)).toEqual([]);
  });
});
