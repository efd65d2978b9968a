import { scenariosFor } from '@tillstream/event-sourcing/testing';
import type { ResolveCharge } from '../../core/charge.commands';
import type { ActionFinished, ChargeResolved, CheckoutSessionEvent } from '../../core/checkout-session.events';
import {
  actionRequested,
  approved,
  attemptStarted,
  chargeRequested,
  NOW,
  requiresAction,
  sessionCreated,
} from '../../testing/session-fixtures';
import { checkoutSession } from '../checkout-session.decider';

const given = scenariosFor(checkoutSession);
const created = sessionCreated();
const LATER = NOW + 70_000;
const resolve = (changes: Partial<ResolveCharge> = {}): ResolveCharge => ({
  type: 'ResolveCharge', now: LATER, chargeKey: 'charge-1', result: 'not_charged', by: 'closing', reference: null, code: null, advice: null, savedCard: null,
  subscriptionKeys: [], nextChargeKey: 'charge-next', hasMeans: true, latePayment: 'complete', holdsSlot: true, isBuyerErased: false, lateRefundKey: 'late-1', ...changes,
}); // prettier-ignore
const resolved = (changes: Partial<ChargeResolved> = {}): CheckoutSessionEvent => ({
  type: 'ChargeResolved',
  data: {
    attemptKey: 'attempt-1', chargeKey: 'charge-1', result: 'not_charged', by: 'closing', reference: null, code: null, savedCard: null, at: LATER, ...changes,
  },
}); // prettier-ignore
const finished = (outcome: ActionFinished['outcome']): CheckoutSessionEvent => ({
  type: 'ActionFinished',
  data: { attemptKey: 'attempt-1', chargeKey: 'charge-1', processorKey: 'alpha', outcome, at: NOW + 60_000 },
});
const failed = (reason: string, messageId: string, code: string | null): CheckoutSessionEvent =>
  ({ type: 'AttemptFailed', data: { attemptKey: 'attempt-1', reason, code, messageId, at: LATER } }) as CheckoutSessionEvent;
const completed: CheckoutSessionEvent = {
  type: 'SessionCompleted',
  data: {
    how: 'paid', tier: 0, attemptKey: 'attempt-1', chargeKey: 'charge-1', customerKey: 'ada', subscriptionKeys: [], amounts: created.data.amounts, at: LATER,
  },
}; // prettier-ignore
const atTheBank = [created, attemptStarted(), chargeRequested(), requiresAction(), actionRequested()] as const;

describe('settle a charge that was challenged', () => {
  it.each(['abandoned', 'timed_out', 'returned'] as const)('ends the attempt once it is closed, and asks nobody else: %s', (outcome) =>
    given(...atTheBank, finished(outcome))
      .when(resolve())
      .then(resolved(), failed('authentication-failed', 'challenge-abandoned', outcome)),
  );

  it('completes the session when closing finds the money', () =>
    given(...atTheBank, finished('timed_out'))
      .when(resolve({ result: 'approved' }))
      .then(resolved({ result: 'approved' }), completed));

  it('completes it while the buyer is still at his bank, when its processor says so by itself', () =>
    given(...atTheBank)
      .when(resolve({ result: 'approved', by: 'notice' }))
      .then(resolved({ result: 'approved', by: 'notice' }), completed));

  it('goes on where nobody knew what came of the confirmation, and nothing did', () =>
    given(...atTheBank, finished('returned'), approved({ outcome: 'unknown', at: NOW + 61_000 }))
      .when(resolve())
      .then(resolved(), chargeRequested({ chargeKey: 'charge-next', processorKey: 'beta', requestedAt: LATER })));

  it('is voided where it was put aside, which changes nothing of its attempt', () => {
    const aside = [created, attemptStarted(), chargeRequested(), requiresAction()];
    const paidBy = [chargeRequested({ chargeKey: 'charge-2', processorKey: 'beta' }), approved({ chargeKey: 'charge-2' })];
    const done: CheckoutSessionEvent = { ...completed, data: { ...completed.data, chargeKey: 'charge-2' } };
    given(...aside, ...paidBy, done)
      .when(resolve())
      .then(resolved({ result: 'voided' }));
  });

  it('is voided where it was shown when the money came from elsewhere', () => {
    const late = [chargeRequested({ chargeKey: 'charge-2', processorKey: 'beta' }), approved({ chargeKey: 'charge-2' })];
    const done: CheckoutSessionEvent = { ...completed, data: { ...completed.data, chargeKey: 'charge-2' } };
    given(...atTheBank, ...late, done)
      .when(resolve())
      .then(resolved({ result: 'voided' }));
  });
});
