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
};

export function outcomeCategory(outcome: Exclude<ChargeOutcome, { kind: 'approved' | 'unknown' }>): OutcomeCategory {
  if (outcome.kind === 'declined') return declineCategory(outcome.code, outcome.advice);
  if (outcome.kind === 'not_sent') return outcome.reason === 'configuration' ? 'configuration' : 'not_sent';
  return 'requires_action';
}
