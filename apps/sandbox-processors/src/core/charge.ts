// A charge (or setup) as its facts have left it. It copies what was decided and decides nothing.
import type { No, ThreeDs } from '../cards/verdict';
import type { ChargeFact, ChargeOpened, Kind, ReferenceBlocked, UsedCard } from './facts';

export interface Refund {
  readonly refundReference: string;
  readonly amountAtom: number;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly settlesAt: number | null;
}

export interface Challenge {
  readonly id: string;
  readonly result: 'pending' | 'approved' | 'failed';
  readonly settlesAt: number | null;
}

export interface Charge {
  readonly processor: string;
  readonly reference: string;
  readonly merchantReference: string;
  readonly kind: Kind;
  readonly amountAtom: number;
  readonly currency: string | null;
  readonly description: string | null;
  readonly offSessionLater: boolean;
  readonly status: 'open' | 'requires_action' | 'approved' | 'declined' | 'closed';
  readonly card: UsedCard | null;
  readonly save: boolean;
  readonly challenge: Challenge | null;
  readonly threeDs: ThreeDs | null;
  readonly no: No | null;
  readonly networkTransactionId: string | null;
  readonly token: string | null;
  readonly refunds: readonly Refund[];
}

const blank = {
  card: null,
  save: false,
  challenge: null,
  threeDs: null,
  no: null,
  networkTransactionId: null,
  token: null,
  refunds: [],
} as const;

export function begin(fact: ChargeOpened | ReferenceBlocked): Charge {
  const { processor, reference, merchantReference } = fact;
  if (fact.type === 'ReferenceBlocked') {
    const nothing = { kind: 'charge', amountAtom: 0, currency: null, description: null, offSessionLater: false } as const;
    return { ...blank, ...nothing, processor, reference, merchantReference, status: 'closed' };
  }
  const { kind, amountAtom, currency, description, offSessionLater } = fact;
  const asked = { kind, amountAtom, currency, description, offSessionLater };
  return { ...blank, ...asked, processor, reference, merchantReference, status: 'open' };
}

export function evolve(charge: Charge, fact: Exclude<ChargeFact, ChargeOpened | ReferenceBlocked>): Charge {
  switch (fact.type) {
    case 'ChallengeAsked': {
      const challenge: Challenge = { id: fact.challengeId, result: 'pending', settlesAt: null };
      return { ...charge, status: 'requires_action', card: fact.card, save: fact.save, challenge };
    }
    case 'ChallengeAnswered':
      return { ...charge, challenge: charge.challenge && { ...charge.challenge, result: fact.result, settlesAt: fact.settlesAt } };
    case 'ChargeApproved': {
      const { card, threeDs, networkTransactionId, token } = fact;
      return { ...charge, status: 'approved', card, threeDs, networkTransactionId, token };
    }
    case 'ChargeDeclined':
      return { ...charge, status: 'declined', card: fact.card, threeDs: fact.threeDs, no: fact.no };
    case 'ChargeClosed':
      return { ...charge, status: 'closed' };
    case 'RefundMade': {
      const { refundReference, amountAtom, status, settlesAt } = fact;
      return { ...charge, refunds: [...charge.refunds, { refundReference, amountAtom, status, settlesAt }] };
    }
    case 'RefundSettled': {
      const settled = (refund: Refund): Refund => ({ ...refund, status: fact.status, settlesAt: null });
      return {
        ...charge,
        refunds: charge.refunds.map((refund) => (refund.refundReference === fact.refundReference ? settled(refund) : refund)),
      };
    }
  }
}

/** Atoms taken from the buyer, refunds not subtracted. */
export const capturedAtom = (charge: Charge): number => (charge.status === 'approved' ? charge.amountAtom : 0);

/** Atoms given back, with those that are on their way. */
export const refundedAtom = (charge: Charge): number =>
  charge.refunds.filter((refund) => refund.status !== 'failed').reduce((sum, refund) => sum + refund.amountAtom, 0);
