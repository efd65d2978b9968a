// How a charge, a setup and a refund look from outside. What is undefined is left out.
import { meaningOf } from '../cards/decline-codes';
import { challengeResult } from './challenge.decide';
import { capturedAtom, type Charge, type Refund, refundedAtom } from './charge';

export interface Surroundings {
  /** Where the buyer's browser finds the challenge pages, without a slash at the end; absent in notices. */
  readonly publicUrl?: string;
  /** A confirmation is being worked on right now. */
  readonly processing?: boolean;
}

export function renderCharge(charge: Charge, around: Surroundings = {}): object {
  return {
    reference: charge.reference,
    merchant_reference: charge.merchantReference,
    status: around.processing && charge.status === 'open' ? 'processing' : charge.status,
    ...(charge.kind === 'charge' && renderMoney(charge)),
    ...renderNo(charge),
    action: renderAction(charge, around),
    three_ds: charge.threeDs
      ? { version: charge.threeDs.version, eci: charge.threeDs.eci, liability_shifted: charge.threeDs.liabilityShifted }
      : undefined,
    network_transaction_id: charge.networkTransactionId ?? undefined,
    token: charge.token ?? undefined,
    card: renderCard(charge),
  };
}

const renderMoney = (charge: Charge): object => ({
  amount_atom: charge.amountAtom,
  currency: charge.currency,
  description: charge.description ?? undefined,
  captured_atom: capturedAtom(charge),
  refunded_atom: refundedAtom(charge),
});

function renderNo({ no }: Charge): object {
  if (!no) return {};
  const { code, advice, retryAfterSeconds } = no;
  return {
    code,
    advice: advice ?? undefined,
    retry_after_seconds: retryAfterSeconds ?? undefined,
    processor_message: meaningOf(code).message,
  };
}

function renderAction(charge: Charge, { publicUrl }: Surroundings): object | undefined {
  if (charge.status !== 'requires_action' || !charge.challenge) return undefined;
  const { id } = charge.challenge;
  return { id, url: publicUrl === undefined ? undefined : `${publicUrl}/challenge/${id}`, status: challengeResult(charge) };
}

function renderCard({ card }: Charge): object | undefined {
  if (!card) return undefined;
  return { brand: card.brand, last_four: card.lastFour, funding: card.funding ?? undefined, country: card.country ?? undefined };
}

export const renderRefund = (charge: Charge, refund: Refund): object => ({
  refund_reference: refund.refundReference,
  reference: charge.reference,
  merchant_reference: charge.merchantReference,
  amount_atom: refund.amountAtom,
  currency: charge.currency,
  status: refund.status,
});
