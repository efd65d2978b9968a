// What is told of a payment, event by event: about the session, its intents and its refunds.
import { type DomainEvent, fold, type RecordedEvent } from '@tillstream/event-sourcing';
import type { CheckoutSessionEvent } from '../core/checkout-session.events';
import { attemptStarted, chargeRequested, NOW, paid, sessionCreated } from '../testing/session-fixtures';
import { checkoutSessionMessages } from './checkout-session.webhook';

const source = checkoutSessionMessages({ of: () => 'token', url: () => 'https://pay.example' });

/** `type letter key` of each message, event by event. */
const told = (events: readonly CheckoutSessionEvent[]): readonly string[] =>
  events.flatMap((event, index) => {
    const [before, after] = [index, index + 1].map((end) => fold(source.type, events.slice(0, end)));
    if (!before || !after) return [];
    return source
      .messagesOf(event as DomainEvent as RecordedEvent<CheckoutSessionEvent>, before, after)
      .map(({ type, letter, key }) => [type, letter, ...(key === undefined ? [] : [key])].join(' '));
  });

const notCharged: readonly CheckoutSessionEvent[] = [
  {
    type: 'ChargeResolved',
    data: {
      attemptKey: 'attempt-1',
      chargeKey: 'charge-1',
      result: 'not_charged',
      by: 'closing',
      reference: null,
      code: null,
      savedCard: null,
      at: NOW + 1,
    },
  },
  { type: 'AttemptFailed', data: { attemptKey: 'attempt-1', reason: 'not-charged', code: null, messageId: 'not-charged', at: NOW + 1 } },
];
const late: CheckoutSessionEvent = {
  type: 'ChargeResolved',
  data: {
    attemptKey: 'attempt-1',
    chargeKey: 'charge-1',
    result: 'approved',
    by: 'notice',
    reference: 'r',
    code: null,
    savedCard: null,
    at: NOW + 9,
  },
};
const requested: CheckoutSessionEvent = {
  type: 'RefundRequested',
  data: {
    refundKey: 'refund-1', chargeKey: 'charge-1', processorKey: 'alpha', amountAtom: 500, currency: 'usd', reason: null, metadata: {},
    isOutOfBand: false, requestedAt: NOW + 9,
  },
}; // prettier-ignore
const resolved: CheckoutSessionEvent = {
  type: 'RefundResolved',
  data: { refundKey: 'refund-1', result: 'succeeded', by: 'answer', reference: 're', code: null, message: null, at: NOW + 10 },
};
const created = 'checkout_session.created s';

describe('the news of a session', () => {
  it('are the intent and the completion when it is paid', () =>
    expect(told(paid())).toEqual([created, 'payment_intent.succeeded I attempt-1', 'checkout_session.completed s']));

  it('are both failures when an attempt that asked for money fails', () =>
    expect(told([sessionCreated(), attemptStarted(), chargeRequested(), ...notCharged])).toEqual([
      created,
      'checkout_session.payment_failed s',
      'payment_intent.failed I attempt-1',
    ]));

  it('are of no intent when nobody was asked for money', () =>
    expect(told([sessionCreated(), attemptStarted(), ...notCharged.slice(1)])).toEqual([created, 'checkout_session.payment_failed s']));

  it('are the late payment, and the intent that had failed before', () =>
    expect(told([sessionCreated(), attemptStarted(), chargeRequested(), ...notCharged, late]).slice(3)).toEqual([
      'checkout_session.late_payment s',
      'payment_intent.succeeded I attempt-1',
    ]));

  it('are no late payment when the attempt still waits for it', () =>
    expect(told([sessionCreated(), attemptStarted(), chargeRequested(), late])).toEqual([created, 'payment_intent.succeeded I attempt-1']));

  it('are the refund, asked for and answered', () =>
    expect(told([...paid(), requested, resolved]).slice(3)).toEqual(['refund.created R refund-1', 'refund.updated R refund-1']));

  it('name only types and resources that are described, with a sample of every field that is required', () => {
    expect(source.types.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['payment_intent.succeeded', 'payment_intent.failed', 'refund.created', 'refund.updated']),
    );
    for (const { schema, sample } of source.types) expect(Object.keys(sample)).toEqual(schema['required']);
    expect(Object.keys(source.resources).sort()).toEqual(['I', 'R', 's']);
  });
});
