// What an outcome means for the next step, and what it is called when the attempt ends with it.
import { type ChargeOutcome, declineCategory } from '@tillstream/payments/core';
import type { AttemptFailureReason } from './checkout-session.events';
import type { OutcomeCategory } from './next-charge';

export const FAILURE_REASON: Readonly<Record<OutcomeCategory, AttemptFailureReason>> = {
  hard: 'declined',
  data: 'wrong-card-data',
  insufficient: 'declined',
  soft: 'declined',
  wait: 'declined',
  authentication: 'authentication-failed',
  requires_action: 'authentication-failed',
  configuration: 'no-processor-available',
  not_sent: 'no-processor-available',
  scheme_limit: 'scheme-limit',
};

/**
 * After these a challenge that was put aside may be shown: whatever else was said of the card or the account would be said again after it.
 * It is a part of the try that was counted when its charge was made, so a card without a further try may be challenged as well.
 */
export const MAY_BE_CHALLENGED: ReadonlySet<OutcomeCategory> = new Set([
  'soft', 'not_sent', 'configuration', 'requires_action', 'scheme_limit',
]); // prettier-ignore

/** Whether what stands in an event is one that this code knows. */
export const isCategory = (text: string): text is OutcomeCategory => Object.hasOwn(FAILURE_REASON, text);

const NOT_SENT: Readonly<Record<Extract<ChargeOutcome, { kind: 'not_sent' }>['reason'], OutcomeCategory>> = {
  connection: 'not_sent',
  busy: 'not_sent',
  configuration: 'configuration',
  scheme_limit: 'scheme_limit',
};

export function outcomeCategory(outcome: Exclude<ChargeOutcome, { kind: 'approved' | 'unknown' }>): OutcomeCategory {
  if (outcome.kind === 'declined') return declineCategory(outcome.code, outcome.advice);
  if (outcome.kind === 'not_sent') return NOT_SENT[outcome.reason];
  return 'requires_action';
}
