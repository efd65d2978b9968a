import { fold } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import {
  actionRequested,
  attemptStarted,
  chargeRequested,
  END,
  NOW,
  paid,
  requiresAction,
  sessionCreated,
  setupAttempted,
} from '../testing/session-fixtures';
import type { CheckoutSessionEvent } from './checkout-session.events';
import { allDue, INQUIRY_AT_MS, nextDue, nextInquiry, RECOVERY_DELAY_MS } from './next-due';

const due = (...events: CheckoutSessionEvent[]) => nextDue(fold(checkoutSession, [sessionCreated(), ...events]));
const unknown: CheckoutSessionEvent = {
  type: 'TierAttempted',
  data: {
    attemptKey: 'attempt-1', chargeKey: 'charge-1', outcome: 'unknown', category: null, code: null, reference: null, networkTransactionId: null,
    savedCard: null, threeDs: null, latencyMs: 1, at: NOW + 1,
  },
}; // prettier-ignore

describe('the one timer of a session', () => {
  it('rings at its end', () => expect(due()).toEqual({ at: END, command: { type: 'ExpireSession' } }));
  it('rings for a charge whose process said nothing in time', () =>
    expect(due(attemptStarted(), chargeRequested())).toEqual({
      at: NOW + RECOVERY_DELAY_MS,
      command: { type: 'RecoverCharge', chargeKey: 'charge-1' },
    }));
  it('rings at once for an unknown outcome', () =>
    expect(due(attemptStarted(), chargeRequested(), unknown)).toEqual({
      at: NOW + 1,
      command: { type: 'RecoverCharge', chargeKey: 'charge-1' },
    }));
  it('gives up an attempt that saves a card and has gone silent', () =>
    expect(due(attemptStarted({ kind: 'setup' }))).toEqual({
      at: NOW + RECOVERY_DELAY_MS,
      command: { type: 'AbandonAttempt', attemptKey: 'attempt-1' },
    }));
  it('waits anew after each call that was written down', () =>
    expect(due(attemptStarted({ kind: 'setup' }), setupAttempted({ outcome: 'unknown', at: NOW + 9 }))?.at).toBe(
      NOW + 9 + RECOVERY_DELAY_MS,
    ));
  it('rings for a challenge that was put aside, once its attempt is over', () => {
    const putAside = { ...unknown, data: { ...unknown.data, outcome: 'requires_action' } } as CheckoutSessionEvent;
    const failed: CheckoutSessionEvent = {
      type: 'AttemptFailed',
      data: { attemptKey: 'attempt-1', reason: 'authentication-failed', code: null, messageId: 'authentication-failed', at: NOW + 1 },
    };
    expect(due(attemptStarted(), chargeRequested(), putAside)).toMatchObject({ command: { type: 'AbandonAttempt' } });
    expect(due(attemptStarted(), chargeRequested(), putAside, failed)).toEqual({
      at: NOW + 1,
      command: { type: 'RecoverCharge', chargeKey: 'charge-1' },
    });
  });
  it('rings at the deadline of a challenge, for the challenge that it is', () => {
    const first = [attemptStarted(), chargeRequested(), requiresAction(), actionRequested()];
    expect(due(...first)).toEqual({
      at: NOW + 5 + 10 * 60_000,
      command: { type: 'FinishAction', attemptKey: 'attempt-1', number: 1 },
    });
  });
  it('settles a charge whose challenge has ended: at once, or when whoever confirms it has gone silent', () => {
    const ended = (outcome: 'returned' | 'timed_out'): CheckoutSessionEvent => ({
      type: 'ActionFinished',
      data: { attemptKey: 'attempt-1', chargeKey: 'charge-1', processorKey: 'alpha', outcome, at: NOW + 99 },
    });
    const recovered = { command: { type: 'RecoverCharge', chargeKey: 'charge-1' } };
    const before = [attemptStarted(), chargeRequested(), requiresAction(), actionRequested()];
    expect(due(...before, ended('timed_out'))).toEqual({ at: NOW + 99, ...recovered });
    expect(due(...before, ended('returned'))).toEqual({ at: NOW + 99 + RECOVERY_DELAY_MS, ...recovered });
  });
  it('rings for a refund that nobody has answered for, and for everything else beside it', () => {
    const asked: CheckoutSessionEvent = {
      type: 'RefundRequested',
      data: {
        refundKey: 'refund-1', chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 500, currency: 'usd', reason: null, metadata: {},
        isOutOfBand: false, requestedAt: NOW + 9,
      },
    }; // prettier-ignore
    const state = fold(checkoutSession, [...paid(), asked, { ...asked, data: { ...asked.data, refundKey: 'refund-2' } }]);
    expect(allDue(state).map(({ command }) => command)).toEqual([
      { type: 'SettleRefund', refundKey: 'refund-1' },
      { type: 'SettleRefund', refundKey: 'refund-2' },
    ]);
    expect(nextDue(state)?.at).toBe(NOW + 9 + RECOVERY_DELAY_MS);
  });
  it('is silent once the session is over', () => expect(due({ type: 'SessionExpired', data: { reason: 'time', at: END } })).toBeNull());
});

describe('inquiries', () => {
  it('come at the times of the schedule', () => {
    const times: number[] = [];
    for (let now = 0; times.length < INQUIRY_AT_MS.length; now = times.at(-1) ?? 0) times.push(nextInquiry(0, now));
    expect(times.slice(0, -1)).toEqual(INQUIRY_AT_MS.slice(1));
  });
  it('go on daily after the last one', () => expect(nextInquiry(0, 6 * 86_400_000)).toBe(7 * 86_400_000));
});
