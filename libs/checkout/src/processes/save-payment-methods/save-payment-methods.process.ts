// A processor that has saved the card of an attempt told what it calls it: kept with the payment method that has the attempt's key. Run inline
// right after the outcome was stored, and by the reactor as its backstop: the first one makes it, twice is once.
import type { Effect, Process, RecordedEvent } from '@tillstream/event-sourcing';
import { type CardReference, type CardSummary, paymentMethodKeyOf, type SavedCard } from '@tillstream/payments/core';
import { findAttempt, findCharge } from '../../core/attempt';
import type { CheckoutSessionEvent } from '../../core/checkout-session.events';
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
    const { token, networkTransactionId, funding, country } = saved.card;
    // What was typed says nothing of where the card comes from; its processor may.
    const card = { ...attempt.card, funding: funding ?? attempt.card.funding, country: country ?? attempt.card.country };
    const data = {
      key: paymentMethodKeyOf(attempt.key),
      customerKey: state.customer.key,
      card,
      processorKey: saved.processorKey,
      reference: { token, networkTransactionId },
    };
    return [{ type: 'SavePaymentMethod', data }];
  },
};

interface Saved {
  readonly attemptKey: string;
  readonly processorKey: string;
  readonly card: SavedCard;
}

function savedBy(event: RecordedEvent<CheckoutSessionEvent>, session: Session): Saved | null {
  const told = event as CheckoutSessionEvent;
  if (told.type !== 'TierAttempted' && told.type !== 'SetupAttempted' && told.type !== 'ChargeResolved') return null;
  const { attemptKey, savedCard: card } = told.data;
  const processorKey =
    told.type === 'SetupAttempted' ? told.data.processorKey : findCharge(session, told.data.chargeKey)?.charge.processorKey;
  return processorKey === undefined || card === null ? null : { attemptKey, processorKey, card };
}
