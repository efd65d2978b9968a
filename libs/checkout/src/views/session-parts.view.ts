// What lives on a session's stream and has an id of its own: attempts (with their card attempts and intents, which share their key), charges
// and refunds. Their keys are hashes, so that only the views know which session they belong to.
import type { Resource, ViewPart } from '@tillstream/event-sourcing';
import type { Attempt, CheckoutSessionState, Session } from '../core/checkout-session.state';
import { intentWord } from '../core/payment-words';
import { attemptStateWord } from '../core/session-words';

export const sessionPart = { attempt: 'checkoutAttempt', charge: 'charge', refund: 'refund' } as const;
export type SessionPart = keyof typeof sessionPart;

export const attemptIndex = {
  all: 'all',
  /** Those that asked for money. */
  intents: 'intents',
  ofSession: (sessionKey: string) => `session:${sessionKey}`,
} as const;

/** What lists of attempts and intents are tested by. */
export type AttemptFacts = {
  readonly state: string;
  readonly intent: string;
  readonly customerKey: string | null;
};

export function partsOfSession({ key, state }: Resource<CheckoutSessionState>): readonly ViewPart[] {
  if (state.status === 'absent') return [];
  const charges = state.attempts.flatMap((attempt) => attempt.charges);
  return [
    ...state.attempts.map((attempt) => attemptPart(attempt, key, state)),
    ...charges.map((charge) => ({ category: sessionPart.charge, key: charge.key, createdAt: charge.requestedAt, indexes: {} })),
    ...state.refunds.map((refund) => ({ category: sessionPart.refund, key: refund.key, createdAt: refund.requestedAt, indexes: {} })),
  ];
}

function attemptPart(attempt: Attempt, sessionKey: string, { customer }: Session): ViewPart {
  const { startedAt } = attempt;
  const facts: AttemptFacts = { state: attemptStateWord(attempt), intent: intentWord(attempt), customerKey: customer?.key ?? null };
  return {
    category: sessionPart.attempt,
    key: attempt.key,
    createdAt: startedAt,
    indexes: {
      [attemptIndex.all]: startedAt,
      [attemptIndex.ofSession(sessionKey)]: startedAt,
      ...(attempt.charges.length > 0 ? { [attemptIndex.intents]: startedAt } : {}),
    },
    facts,
  };
}
