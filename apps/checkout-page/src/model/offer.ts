// What pressing the button means: which tier, with which card, under which mandate.
import type { BuyerSession, BuyerTier, MandateTextId } from '@tillstream/checkout/browser';
import type { MessageKey } from '../messages/en';

export const tierAt = (session: BuyerSession, index: number): BuyerTier | null =>
  session.tiers.find((tier) => tier.index === index) ?? null;

export const isEmpty = (session: BuyerSession): boolean =>
  session.mode === 'payment' && session.tiers.every((tier) => tier.line_items.length === 0);

export const recurs = (session: BuyerSession): boolean => session.tiers.some((tier) => tier.recurring.length > 0);

/** A card is charged or saved; else the order completes without one. */
export const needsCard = (session: BuyerSession): boolean => session.mode === 'setup' || session.payment_required || recurs(session);

/** A card is saved and nothing is charged: the session is for that, or what is ordered is due later. */
export const savesOnly = (session: BuyerSession): boolean => session.mode === 'setup' || (!session.payment_required && recurs(session));

/** Only a customer whom the merchant named can be offered the card again, and what recurs is saved anyway. */
export const maySaveCard = (session: BuyerSession): boolean =>
  session.mode === 'payment' && session.customer !== null && needsCard(session) && !recurs(session);

/** The tiers that may be charged by one press: the one on the button, tier 0, and the fallbacks that are no worse. */
export function acceptedTiers(session: BuyerSession, chosen: number): readonly number[] {
  const fallbacks = session.tiers.filter((tier) => tier.index > 0 && (tier.index === chosen || !tier.needs_consent));
  return [0, ...fallbacks.map((tier) => tier.index)];
}

/** The tier with worse terms that a declined attempt would go on with. */
export function offeredTier(session: BuyerSession): BuyerTier | null {
  const { attempt } = session;
  return attempt?.state === 'failed' && attempt.offered_tier !== null ? tierAt(session, attempt.offered_tier) : null;
}

/** The mandate above the button. A wording that changes in meaning gets a new id. */
export function mandateOf(session: BuyerSession, tier: BuyerTier | null, savesCard: boolean): MandateTextId | null {
  if (tier !== null && tier.recurring.length > 0) return 'recurring-1';
  return session.mode === 'setup' || savesCard ? 'save-card-1' : null;
}

/** What stands on the button; all but `button.setup` name the amount. */
export function buttonText(session: BuyerSession, tier: BuyerTier | null): MessageKey {
  if (tier === null) return 'button.setup';
  const begins = tier.recurring.length > 0;
  if (tier.due_now_atom > 0) return begins ? 'button.subscribe' : 'button.pay';
  if (!begins) return 'button.free';
  return tier.recurring.some((group) => group.trial_days > 0) ? 'button.trial' : 'button.later';
}
