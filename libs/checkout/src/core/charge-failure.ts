// Why a charge took no money, in words for the developer of its merchant: what became of it, by the kinds of the decline table. Buyers have
// words of their own (`buyer-message.ts`).
import { declineCategory } from '@tillstream/payments/core';
import type { Charge } from './checkout-session.state';
import type { OutcomeCategory } from './next-charge';
import { isCategory } from './outcome-category';

const BY_CATEGORY: Readonly<Record<OutcomeCategory, string>> = {
  hard: 'The bank refuses this card for good: no processor is asked with it again in this attempt.',
  data: 'What was typed of the card is not right: the code names the field.',
  insufficient: 'The card has not enough funds or is over its limit: only a cheaper tier is asked for after this.',
  soft: 'The bank or the processor declined for now: another processor may answer otherwise.',
  wait: 'The bank asks to wait before this card is tried again.',
  authentication: 'The bank wants the buyer to confirm the payment (3-D Secure), or could not confirm that it was he.',
  requires_action: 'The bank wanted the buyer to confirm the payment (3-D Secure), and that did not come to an end.',
  configuration: 'The processor cannot take this charge as it is set up: look at its health and its credentials.',
  not_sent: 'The processor was not reached, or was busy: nothing was charged.',
  scheme_limit: 'The card was tried as often as its scheme allows: the processor was not asked.',
};

const CLOSED = 'The challenge (3-D Secure) of this charge was not needed or not passed, and was closed: nothing was charged.';
const NOT_CHARGED = 'Nobody knew at first what became of this charge; it was found that nothing was charged.';
const DECLINED_LATER = 'Nobody knew at first what became of this charge; it was found that it was declined.';

export interface ChargeFailure {
  /** The processor's; null: it was not declined, or without one. */
  readonly code: string | null;
  readonly message: string;
  /** Null: not declined with a code. */
  readonly isSoft: boolean | null;
}

/** @param charge one that took no money, and will not */
export function chargeFailure({ outcome, resolved }: Pick<Charge, 'outcome' | 'resolved'>): ChargeFailure {
  const found = resolved?.code ?? null;
  const code = found ?? outcome?.code ?? null;
  const category = found === null ? (outcome?.category ?? null) : declineCategory(found, null);
  return { code, message: messageOf(resolved?.result ?? null, category), isSoft: code === null ? null : category === 'soft' };
}

function messageOf(result: NonNullable<Charge['resolved']>['result'] | null, category: string | null): string {
  if (result === 'voided') return CLOSED;
  if (result === 'not_charged') return NOT_CHARGED;
  return category !== null && isCategory(category) ? BY_CATEGORY[category] : DECLINED_LATER;
}
