// When a card is saved, and which one stands behind an attempt.
import { paymentMethodKeyOf } from '@tillstream/payments/core';
import type { Attempt, Session } from './checkout-session.state';

export const isRecurring = ({ amounts }: Pick<Session, 'amounts'>, tier: number): boolean =>
  (amounts.tiers[tier]?.recurring.length ?? 0) > 0;

/** What a press of the button takes: a charge; a card that is saved, where something recurs later or the session is for that; or neither. */
export function pressTakes(session: Pick<Session, 'mode' | 'amounts'>): 'charge' | 'setup' | 'nothing' {
  if (session.mode === 'setup') return 'setup';
  if ((session.amounts.tiers[0]?.totalAtom ?? 0) > 0) return 'charge';
  return isRecurring(session, 0) ? 'setup' : 'nothing';
}

/** The tick, where it means something: only a customer whom the merchant named can be offered the card again. */
export const keepsCard = (session: Session, press: { readonly saveCard: boolean; readonly isSavedBefore: boolean }): boolean =>
  press.saveCard && session.isCustomerNamed && !press.isSavedBefore && pressTakes(session) === 'charge';

/** Whether a charge for this tier saves the card along with it: never more than something recurs, or the buyer wants it. */
export const savesCard = (session: Session, attempt: Attempt, tier: number): boolean =>
  attempt.paymentMethodKey === null && (attempt.saveCard || isRecurring(session, tier));

/** Something recurs: later charges will come without the buyer. */
export const isChargedLater = (session: Session, attempt: Attempt, tier: number): boolean => attempt.saveCard || isRecurring(session, tier);

/** Processors that have saved the card of this attempt. */
export const savedAt = (attempt: Attempt): readonly string[] => [
  ...attempt.charges.filter((charge) => charge.outcome?.savedCard ?? charge.resolved?.savedCard).map((charge) => charge.processorKey),
  ...attempt.setups.filter((setup) => setup.savedCard !== null).map((setup) => setup.processorKey),
];

/** The payment method behind an attempt: the saved card that paid, or the one that it saved. */
export function methodOf(attempt: Attempt): string | null {
  if (attempt.paymentMethodKey !== null) return attempt.paymentMethodKey;
  return savedAt(attempt).length > 0 ? paymentMethodKeyOf(attempt.key) : null;
}
