import { fold, type Resource, type RecordedEvent } from '@tillstream/event-sourcing';
import { checkoutSession } from '../../commands/checkout-session.decider';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import { methodOf } from '../../core/saved-card';
import { approved, attemptStarted, chargeRequested, savedCard, sessionCreated, setupAttempted } from '../../testing/session-fixtures';
import { savePaymentMethods } from './save-payment-methods.process';

const charged = (isSaved: boolean) => approved({ savedCard: isSaved ? savedCard({ funding: 'debit', country: 'BR' }) : null });
const stateAfter = (events: readonly CheckoutSessionEvent[]) => fold(checkoutSession, [sessionCreated(), ...events]);
const effectsOf = (...events: CheckoutSessionEvent[]) =>
  savePaymentMethods.react(events.at(-1) as RecordedEvent<CheckoutSessionEvent>, { state: stateAfter(events) } as Resource<never>);
const methodAfter = (...events: CheckoutSessionEvent[]) => {
  const state = stateAfter(events);
  const attempt = state.status === 'absent' ? undefined : state.attempts[0];
  return attempt && methodOf(attempt);
};

describe('a card that a processor has saved', () => {
  it('is kept with the key of its attempt, for the customer, by what its processor calls it', () =>
    expect(effectsOf(attemptStarted(), chargeRequested(), charged(true))).toEqual([
      {
        type: 'SavePaymentMethod',
        data: {
          key: 'attempt-1',
          customerKey: 'ada',
          card: { ...attemptStarted().data.card, funding: 'debit', country: 'BR' },
          processorKey: 'alpha',
          reference: { token: 'encrypted', networkTransactionId: 'net-1' },
        },
      },
    ]));

  it('is kept alike when nothing was charged', () =>
    expect(effectsOf(attemptStarted({ kind: 'setup' }), setupAttempted({ processorKey: 'beta' }))).toMatchObject([
      { data: { key: 'attempt-1', processorKey: 'beta', reference: { token: 'encrypted' } } },
    ]));

  it('is kept alike when the money was found by asking', () => {
    const found: CheckoutSessionEvent = {
      type: 'ChargeResolved',
      data: {
        attemptKey: 'attempt-1', chargeKey: 'charge-1', result: 'approved', by: 'inquiry', reference: 'ref', code: null, savedCard: savedCard(), at: 1,
      },
    }; // prettier-ignore
    expect(effectsOf(attemptStarted(), chargeRequested(), found)).toMatchObject([
      { data: { processorKey: 'alpha', reference: { token: 'encrypted', networkTransactionId: 'net-1' } } },
    ]);
    expect(methodAfter(attemptStarted(), chargeRequested(), found)).toBe('attempt-1');
  });

  it('is nothing new when a saved one paid', () =>
    expect(effectsOf(attemptStarted({ paymentMethodKey: 'method-1' }), chargeRequested(), charged(true))).toEqual([]));

  it('is nothing when it was only charged', () => expect(effectsOf(attemptStarted(), chargeRequested(), charged(false))).toEqual([]));

  it('stands behind its attempt from then on; a saved one does from the start', () => {
    expect(methodAfter(attemptStarted(), chargeRequested(), charged(false))).toBeNull();
    expect(methodAfter(attemptStarted(), chargeRequested(), charged(true))).toBe('attempt-1');
    expect(methodAfter(attemptStarted({ paymentMethodKey: 'method-1' }), chargeRequested(), charged(false))).toBe('method-1');
  });
});
