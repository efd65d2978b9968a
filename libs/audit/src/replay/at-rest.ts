// Which resources have probably come to their end, so that a replay need not keep them in memory.
import { checkoutSession, type CheckoutSessionState } from '@tillstream/checkout';
import type { Resource } from '@tillstream/event-sourcing';

/** A guess that costs nothing but another read where it is wrong: a late success may still follow an expiry. */
export function isAtRest({ category, state }: Resource): boolean {
  if (category !== checkoutSession.category) return false;
  const { status } = state as CheckoutSessionState;
  return status === 'success' || status === 'expired';
}
