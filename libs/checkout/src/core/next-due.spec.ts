import { fold } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import { attemptStarted, chargeRequested, END, NOW, sessionCreated, setupAttempted } from '../testing/session-fixtures';
import type { CheckoutSessionEvent } from './checkout-session.events';
import { INQUIRY_AT_MS, nextDue, nextInquiry, RECOVERY_DELAY_MS } from './next-due';

const due = (...events: CheckoutSessionEvent[]) => nextDue(fold(checkoutSession, [sessionCreated(), ...events]));
const unknown: CheckoutSessionEvent = {
  type: 'TierAttempted',
  data: {
    attemptKey: 'attempt-1', chargeKey: 'charge-1', outcome: 'unknown', category: null, code: null, reference: null, networkTransactionId: null,
    token: null, threeDs: null, latencyMs: 1, at: NOW + 1,
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
