// The ids that a session's commands derive: from the session and the buyer's number, so that a repeat makes the same.
import type { Ids } from '@tillstream/event-sourcing';
import type { CheckoutSessionState } from '../core/checkout-session.state';

export const sessionKeyOf = (ids: Ids, commandId: string): string => ids.derivedKey('checkoutSession', commandId);
/** The session that a buyer is given for one that has run out: the same however often he asks. */
export const renewalKeyOf = (ids: Ids, oldKey: string): string => ids.derivedKey('renewalOf', oldKey);
export const lineItemKeyOf = (ids: Ids, commandId: string, at: { readonly tier: number; readonly index: number }): string =>
  ids.derivedKey('lineItem', commandId, at.tier, at.index);
/** An attempt: the session and the number that the browser chose. */
export const attemptKeyOf = (ids: Ids, sessionKey: string, number: number | `manual/${number}`): string =>
  ids.derivedKey('attempt', sessionKey, number);
export const firstChargeKeyOf = (ids: Ids, attemptKey: string): string => ids.derivedKey('charge', attemptKey);
/** The charge that may follow another. */
export const nextChargeKeyOf = (ids: Ids, chargeKey: string): string => ids.derivedKey('charge-after', chargeKey);

/** What a merchant's request makes. */
export const refundKeyOf = (ids: Ids, commandId: string): string => ids.derivedKey('refund', commandId);
/** The refund that a charge's late success may lead to; and, where its processor refused that one, those after it. */
export const lateRefundKeyOf = (ids: Ids, chargeKey: string, refusals = 0): string =>
  refusals === 0 ? ids.derivedKey('late-refund', chargeKey) : ids.derivedKey('late-refund', chargeKey, refusals);

/** One key for each group of equal recurring terms that the session could come to owe. */
export function subscriptionKeysOf(ids: Ids, sessionKey: string, state: CheckoutSessionState): readonly string[] {
  const groups = state.status === 'absent' ? 0 : Math.max(0, ...state.amounts.tiers.map((tier) => tier.recurring.length));
  return Array.from({ length: groups }, (_, index) => ids.derivedKey('subscription', sessionKey, index));
}
