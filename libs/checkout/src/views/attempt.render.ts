// One press of "Pay" as its merchant reads it.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import { attemptChangedAt } from '../core/attempt-times';
import { failureText } from '../core/buyer-message';
import type { Attempt, Session } from '../core/checkout-session.state';
import { methodOf } from '../core/saved-card';
import { attemptStateWord, failureOf } from '../core/session-words';
import { renderDetailedRows, renderProcessorAttempts, type RowContext } from './processor-attempts.render';

/** An attempt with the session that it belongs to. */
export interface AttemptOfSession {
  readonly session: Resource<Session>;
  readonly attempt: Attempt;
}

export function renderAttempt({ session, attempt }: AttemptOfSession, context: RowContext & { readonly expandProcessorAttempts: boolean }) {
  const { ids } = context;
  const { state } = session;
  const method = methodOf(attempt);
  const paying = state.completed?.attemptKey === attempt.key ? state.completed : null;
  const subscription = paying?.subscriptionKeys[0];
  return {
    id: ids.format('ca', attempt.key),
    checkout_session_id: ids.format('cs', session.key),
    customer_id: state.customer ? ids.format('cus', state.customer.key) : null,
    ...renderState(attempt, context),
    // What the buyer typed belongs to the customer; nothing of it is kept beside him.
    submitted_customer_info: {},
    fraud_metadata: { ip_address: null, browser_info: null, processor_fraud_info: null },
    attempt_metadata: renderPress(attempt),
    invoice_id: null,
    subscription_id: subscription === undefined ? null : ids.format('sub', subscription),
    payment_method_id: method === null ? null : ids.format('pm', method),
    processor_attempts: context.expandProcessorAttempts ? renderProcessorAttempts(attempt, context) : null,
    created_at: isoTime(attempt.startedAt),
    updated_at: isoTime(attemptChangedAt(attempt)),
  };
}

export function renderAttemptDetails({ session, attempt }: AttemptOfSession, context: RowContext) {
  return {
    checkout_attempt_id: context.ids.format('ca', attempt.key),
    checkout_session_id: context.ids.format('cs', session.key),
    ...renderState(attempt, context),
    processor_attempts: renderDetailedRows(attempt, context),
  };
}

/** The card attempt is one to one with the attempt; a press that needed no card has none. */
function renderState(attempt: Attempt, { ids }: Pick<RenderContext, 'ids'>) {
  const { kind, key, charges } = attempt;
  const failed = failureOf(attempt);
  const state = attemptStateWord(attempt);
  const hasCard = kind === 'card' || kind === 'setup';
  return {
    payment_intent_id: charges.length > 0 ? ids.format('pi', key) : null,
    state,
    error_message_for_customer: failed && failureText(failed),
    error_message_for_debug:
      failed && [failed.reason, failed.code, failed.rule?.name, failed.rule?.reason].filter((part) => part != null).join(': '),
    card_checkout_attempt_id: hasCard ? ids.format('cca', key) : null,
    card_checkout_attempt_state: hasCard ? state : null,
  };
}

const renderPress = ({ number, kind, offerId, acceptedTiers, mandateTextId, locale, saveCard }: Attempt) => ({
  number,
  kind,
  offer_id: offerId,
  accepted_tiers: [...acceptedTiers],
  mandate_text_id: mandateTextId,
  locale,
  save_card: saveCard,
});
