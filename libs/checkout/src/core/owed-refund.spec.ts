// Money that completed nothing is never forgotten: a refused refund is asked for again, for five days, and then a person is told.
import { fold } from '@tillstream/event-sourcing';
import { checkoutSession } from '../commands/checkout-session.decider';
import { attemptStarted, chargeRequested, NOW, paid, sessionCreated } from '../testing/session-fixtures';
import type { CheckoutSessionEvent } from './checkout-session.events';
import type { Session } from './checkout-session.state';
import { nextDue } from './next-due';
import { owedRefunds } from './owed-refund';

const HOUR = 3_600_000;
const late: readonly CheckoutSessionEvent[] = [
  sessionCreated(),
  attemptStarted(),
  chargeRequested(),
  {
    type: 'AttemptFailed',
    data: { attemptKey: 'attempt-1', reason: 'not-charged', code: null, messageId: 'not-charged', at: NOW },
  },
  { type: 'SessionExpired', data: { reason: 'time', at: NOW } },
  {
    type: 'ChargeResolved',
    data: {
      ...{ attemptKey: 'attempt-1', chargeKey: 'charge-1', result: 'approved', by: 'inquiry' },
      ...{ reference: 'ch_1', code: null, savedCard: null, at: NOW },
    },
  },
];
const asked = (refundKey: string, chargeKey = 'charge-1'): CheckoutSessionEvent => ({
  type: 'RefundRequested',
  data: {
    ...{ refundKey, chargeKey, processorKey: 'alpha', amountAtom: 2_000, currency: 'usd', reason: 'expired_uncaptured_charge' },
    ...{ metadata: {}, isOutOfBand: false, requestedAt: NOW },
  },
});
const answered = (refundKey: string, result: 'failed' | 'succeeded', at = NOW): CheckoutSessionEvent => ({
  type: 'RefundResolved',
  data: { refundKey, result, by: 'answer', reference: null, code: null, message: null, at },
});
const sessionOf = (...events: readonly CheckoutSessionEvent[]): Session => fold(checkoutSession, events) as Session;
const refused = (times: number, hoursApart = 1) =>
  Array.from({ length: times }, (_, index) => [
    asked(`refund-${index}`),
    answered(`refund-${index}`, 'failed', NOW + index * hoursApart * HOUR),
  ]).flat();

describe('a late payment whose refund was refused', () => {
  it('is asked for again after a while, and later each time', () => {
    expect(owedRefunds(sessionOf(...late, ...refused(1)))).toMatchObject([
      { refusals: 1, since: NOW, at: NOW + HOUR / 6, reason: 'expired_uncaptured_charge', isHopeless: false },
    ]);
    expect(owedRefunds(sessionOf(...late, ...refused(3)))).toMatchObject([{ refusals: 3, since: NOW, at: NOW + 2 * HOUR + 6 * HOUR }]);
    expect(nextDue(sessionOf(...late, ...refused(1)))).toEqual({
      at: NOW + HOUR / 6,
      command: { type: 'RepeatRefund', chargeKey: 'charge-1' },
    });
  });

  it('is a matter for a person in the end', () => {
    expect(owedRefunds(sessionOf(...late, ...refused(7)))).toMatchObject([{ isHopeless: false }]);
    expect(owedRefunds(sessionOf(...late, ...refused(8)))).toMatchObject([
      { isHopeless: true, since: NOW, at: NOW + 7 * HOUR + 24 * HOUR },
    ]);
  });

  it('is not owed while it is on its way, nor once it has arrived', () => {
    expect(owedRefunds(sessionOf(...late, ...refused(1), asked('refund-9')))).toEqual([]);
    expect(owedRefunds(sessionOf(...late, ...refused(1), asked('refund-9'), answered('refund-9', 'succeeded')))).toEqual([]);
  });

  it('is never what a merchant gave back of his own money', () =>
    expect(owedRefunds(sessionOf(...paid(), asked('refund-1'), answered('refund-1', 'failed')))).toEqual([]));
});
