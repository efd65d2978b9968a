// A processor that has saved the card of an attempt told what it calls it: kept with the payment method that has the attempt's key. Run inline
// right after the outcome was stored, and by the reactor as its backstop: the first one makes it, twice is once.
import type { Effect, Process, RecordedEvent } from '@tillstream/event-sourcing';
import { type CardReference, type CardSummary, paymentMethodKeyOf } from '@tillstream/payments/core';
import { findAttempt, findCharge } from '../../core/attempt';
import type { CheckoutSessionEvent, SetupAttempted } from '../../core/checkout-session.events';
import type { CheckoutSessionState, Session } from '../../core/checkout-session.state';

export interface SavePaymentMethodEffect extends Effect {
  readonly type: 'SavePaymentMethod';
  readonly data: {
    readonly key: string;
    readonly customerKey: string;
    readonly card: CardSummary;
    readonly processorKey: string;
    readonly reference: CardReference;
  };
}

export const savePaymentMethods: Process<CheckoutSessionState, CheckoutSessionEvent, SavePaymentMethodEffect> = {
  name: 'save-payment-methods',
  category: 'checkoutSession',
  on: ['TierAttempted', 'ChargeResolved', 'SetupAttempted'],
  react(event, { state }) {
    if (state.status === 'absent' || !state.customer) return [];
    const saved = savedBy(event, state);
    const attempt = saved && findAttempt(state, saved.attemptKey);
    // One that was paid with a saved card saves none.
    if (!saved || !attempt?.card || attempt.paymentMethodKey !== null) return [];
    const { processorKey, reference } = saved;
    const data = { key: paymentMethodKeyOf(attempt.key), customerKey: state.customer.key, card: attempt.card, processorKey, reference };
    return [{ type: 'SavePaymentMethod', data }];
  },
};

interface Saved {
  readonly attemptKey: string;
  readonly processorKey: string;
  readonly reference: CardReference;
}

function savedBy(event: RecordedEvent<CheckoutSessionEvent>, session: Session): Saved | null {
  const told = event as CheckoutSessionEvent;
  const atCharge = (chargeKey: string) => findCharge(session, chargeKey)?.charge.processorKey;
  switch (told.type) {
    case 'TierAttempted':
      return savedAt(told.data.attemptKey, atCharge(told.data.chargeKey), referenceIn(told.data));
    case 'SetupAttempted':
      return savedAt(told.data.attemptKey, told.data.processorKey, referenceIn(told.data));
    case 'ChargeResolved':
      return savedAt(told.data.attemptKey, atCharge(told.data.chargeKey), told.data.savedCard);
    default:
      return null;
  }
}

const savedAt = (attemptKey: string, processorKey: string | undefined, reference: CardReference | null): Saved | null =>
  processorKey === undefined || reference === null ? null : { attemptKey, processorKey, reference };

const referenceIn = ({ token, networkTransactionId }: Pick<SetupAttempted, 'token' | 'networkTransactionId'>): CardReference | null =>
  token === null ? null : { token, networkTransactionId };
