// How much of a charge was given back, and how much of it still can be. A refund counts from the moment it is requested, before anybody is
// asked for it, so that two at once never give back more than was taken.
import { isApproved } from './attempt';
import type { Charge, Session } from './checkout-session.state';
import type { Refund } from './refund.events';

export const findRefund = (session: Session, refundKey: string): Refund | null =>
  session.refunds.find((refund) => refund.key === refundKey) ?? null;

export const refundsOf = (session: Session, chargeKey: string): readonly Refund[] =>
  session.refunds.filter((refund) => refund.chargeKey === chargeKey);

/** Asked for, and nobody has said yet what came of it. */
export const isPending = (refund: Refund): boolean => refund.resolved === null;

const sumOf = (refunds: readonly Refund[]): number => refunds.reduce((total, refund) => total + refund.amountAtom, 0);

/** What has arrived back at the buyer. */
export const refundedAtom = (session: Session, chargeKey: string): number =>
  sumOf(refundsOf(session, chargeKey).filter((refund) => refund.resolved?.result === 'succeeded'));

/** What may still be asked for: taken, less everything that was requested and did not fail. */
export function refundableAtom(session: Session, charge: Charge): number {
  if (!isApproved(charge)) return 0;
  return charge.amountAtom - sumOf(refundsOf(session, charge.key).filter((refund) => refund.resolved?.result !== 'failed'));
}

/** The processor's name for the charge. */
export const referenceOf = ({ outcome, resolved }: Charge): string | null => resolved?.reference ?? outcome?.reference ?? null;
