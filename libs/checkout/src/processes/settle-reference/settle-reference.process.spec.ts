import { fold, type RecordedEvent, type Resource } from '@tillstream/event-sourcing';
import { checkoutSession } from '../../commands/checkout-session.decider';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
import { sessionCreated } from '../../testing/session-fixtures';
import { settleReference } from './settle-reference.process';

const effectsOf = (event: CheckoutSessionEvent) =>
  settleReference.react(
    event as RecordedEvent<CheckoutSessionEvent>,
    { key: 'session', state: fold(checkoutSession, [event]) } as Resource<never>,
  );

describe('the reference of a new session', () => {
  it('is looked at again where the session was made to hold it alone', () =>
    expect(effectsOf(sessionCreated([], { reference: 'order-1', supersede: true }))).toEqual([
      { type: 'SettleReference', data: { sessionKey: 'session' } },
    ]));
  it('is a plain word elsewhere', () => expect(effectsOf(sessionCreated([], { reference: 'order-1' }))).toEqual([]));
});
