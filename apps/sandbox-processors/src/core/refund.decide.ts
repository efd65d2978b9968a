// Giving money back: once per refund reference, and never more than was taken.
import { cardNamed } from '../cards/test-cards';
import type { Settings } from '../processors/settings';
import { capturedAtom, type Charge, refundedAtom } from './charge';
import { about, accepted, type Decision, refused, unchanged } from './decision';

export interface RefundRequest {
  readonly refundReference: string;
  readonly amountAtom: number;
  /** The charge that this refund reference already belongs to, if any. */
  readonly taken: Charge | undefined;
}

export function refund(charge: Charge | undefined, request: RefundRequest, given: { settings: Settings; at: number }): Decision {
  const { refundReference, amountAtom, taken } = request;
  if (!charge) return refused(404, 'not_found');
  if (taken) return isThisRefund(taken, charge, request) ? unchanged : refused(409, 'refund_reference_reused');
  if (charge.status !== 'approved' || charge.kind === 'setup') return refused(409, 'not_captured');
  if (amountAtom > capturedAtom(charge) - refundedAtom(charge)) return refused(422, 'refund_exceeds_captured');

  const made = { ...about(charge, given.at), type: 'RefundMade', refundReference, amountAtom } as const;
  if (!settlesLater(charge)) return accepted({ ...made, status: 'succeeded', settlesAt: null });
  return accepted({ ...made, status: 'pending', settlesAt: given.at + given.settings.refund_settle_ms });
}

function isThisRefund(taken: Charge, charge: Charge, { refundReference, amountAtom }: RefundRequest): boolean {
  const known = taken.refunds.find((one) => one.refundReference === refundReference);
  return taken.reference === charge.reference && known?.amountAtom === amountAtom;
}

const settlesLater = ({ card }: Charge): boolean => card !== null && cardNamed(card.name)?.refunds !== undefined;
