import type { BuyerAttempt, BuyerSession } from '@tillstream/checkout/browser';
import { failureWords } from './failure';
import { lateMoneyText } from './late-money';

const attempt = (state: BuyerAttempt['state']) => ({ state, message_id: 'not-charged' }) as BuyerAttempt;
const session = (change: Partial<BuyerSession>) =>
  ({ state: 'open', payment_state: 'none', attempt: attempt('failed'), ...change }) as BuyerSession;

describe('money that came too late', () => {
  it.each(['open', 'expired'] as const)('is on its way back, or has gone back, from a session that is %s', (state) => {
    expect(lateMoneyText(session({ state, payment_state: 'unresolved' }))).toBe('late-money.returning');
    expect(lateMoneyText(session({ state, payment_state: 'refunded' }))).toBe('late-money.returned');
    expect(lateMoneyText(session({ state }))).toBeNull();
  });
  it('is none while an attempt is in doubt, nor when a payment was kept and refunded', () => {
    expect(lateMoneyText(session({ payment_state: 'unresolved', attempt: attempt('unresolved') }))).toBeNull();
    expect(lateMoneyText(session({ state: 'success', payment_state: 'refunded', attempt: attempt('succeeded') }))).toBeNull();
  });
  it('is told in place of a failure that says that nothing was charged', () => {
    expect(failureWords(session({}))).toEqual({ key: 'failure.not-charged' });
    expect(failureWords(session({ payment_state: 'unresolved' }))).toEqual({ key: 'late-money.returning' });
  });
});
