import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { FinishAction } from '../../core/challenge.commands';
import type { ActionFinished, CheckoutSessionEvent } from '../../core/checkout-session.events';
import {
  actionRequested,
  attemptStarted,
  chargeRequested,
  NOW,
  requiresAction,
  sessionCreated,
  setupAttempted,
} from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const DEADLINE = NOW + 5 + 10 * 60_000;
const atTheBank = [sessionCreated(), attemptStarted(), chargeRequested(), requiresAction(), actionRequested()] as const;
const finish = (changes: Partial<FinishAction> = {}): FinishAction => ({
  type: 'FinishAction', now: NOW + 60_000, attemptKey: 'attempt-1', number: 1, outcome: 'returned', ...changes,
}); // prettier-ignore
const finished = (changes: Partial<ActionFinished> = {}): CheckoutSessionEvent => ({
  type: 'ActionFinished',
  data: { attemptKey: 'attempt-1', chargeKey: 'charge-1', processorKey: 'alpha', outcome: 'returned', at: NOW + 60_000, ...changes },
});

describe('finish a challenge', () => {
  it.each(['returned', 'abandoned'] as const)('is written down before anything else is done about it: %s', (outcome) =>
    given(...atTheBank)
      .when(finish({ outcome }))
      .then(finished({ outcome })),
  );

  it('is over at its deadline, whoever says so', () => {
    const late = finished({ outcome: 'timed_out', at: DEADLINE });
    given(...atTheBank)
      .when(finish({ outcome: 'timed_out', now: DEADLINE }))
      .then(late);
    given(...atTheBank)
      .when(finish({ now: DEADLINE }))
      .then(late);
  });

  it('is not over before', () =>
    given(...atTheBank)
      .when(finish({ outcome: 'timed_out', now: DEADLINE - 1 }))
      .rejected({ code: 'not-due-yet', dueAt: DEADLINE }));

  it('goes on beyond the end of the session, and while its merchant wants it closed', () => {
    const short = [sessionCreated(undefined, { expiresAt: NOW + 10 }), ...atTheBank.slice(1)];
    given(...short, { type: 'ExpiryRequested', data: { at: NOW + 6 } })
      .when(finish())
      .then(finished());
  });

  it('happens once', () =>
    given(...atTheBank, finished())
      .when(finish({ outcome: 'abandoned' }))
      .nothing());

  it('is about one challenge: the end of the first one says nothing of the second', () => {
    const second = [
      finished(),
      chargeRequested({ chargeKey: 'charge-2', processorKey: 'beta' }),
      requiresAction({ chargeKey: 'charge-2', at: NOW + 60_005 }),
      actionRequested({ chargeKey: 'charge-2', processorKey: 'beta', requestedAt: NOW + 60_005, deadlineAt: DEADLINE + 60_000 }),
    ];
    given(...atTheBank, ...second)
      .when(finish({ now: NOW + 70_000 }))
      .nothing();
    given(...atTheBank, ...second)
      .when(finish({ number: 2, now: NOW + 70_000 }))
      .then(finished({ chargeKey: 'charge-2', processorKey: 'beta', at: NOW + 70_000 }));
  });

  it('knows neither another session nor another attempt', () => {
    given().when(finish()).rejected({ code: 'session-not-found' });
    given(...atTheBank)
      .when(finish({ attemptKey: 'attempt-2' }))
      .rejected({ code: 'attempt-not-found' });
  });

  describe('where a card is only saved', () => {
    const saving = [
      sessionCreated([], { mode: 'setup' }),
      attemptStarted({ kind: 'setup' }),
      setupAttempted({ outcome: 'requires_action', category: 'requires_action', savedCard: null, actionUrl: 'sealed' }),
      actionRequested({ chargeKey: null }),
    ] as const;

    it('goes on when the buyer is back', () =>
      given(...saving)
        .when(finish())
        .then(finished({ chargeKey: null })));

    it.each(['abandoned', 'timed_out'] as const)('ends the attempt otherwise, for nothing has to be closed: %s', (outcome) => {
      const now = outcome === 'timed_out' ? DEADLINE : NOW + 60_000;
      given(...saving)
        .when(finish({ outcome, now }))
        .then(finished({ chargeKey: null, outcome, at: now }), {
          type: 'AttemptFailed',
          data: { attemptKey: 'attempt-1', reason: 'authentication-failed', code: outcome, messageId: 'challenge-abandoned', at: now },
        });
    });
  });
});
