// A processor of the simulation, with the bank behind it. Every method happens at once and for good; what is lost is lost on the way to it or back.
import type {
  CardDetails, CardToken, ChargeOutcome, ClosingAnswer, InquiryAnswer, RefundAnswer, RefundInquiryAnswer, SetupOutcome,
} from '@tillstream/payments'; // prettier-ignore
import { behaviourOf, verdictOf } from './cards';
import type { Ledger, MadeRefund } from './ledger';

type Answered = Extract<ChargeOutcome, { kind: 'approved' | 'declined' | 'requires_action' }>;

interface Account {
  readonly reference: string;
  readonly amountAtom: number;
  status: 'open' | 'challenged' | 'approved' | 'declined' | 'closed';
  /** Null while nobody has confirmed it. */
  outcome: Answered | null;
}

/** How a buyer came off at his bank's page. */
export type Recognition = 'approved' | 'failed';

export interface BankParts {
  readonly name: string;
  /** Every route begins with it. */
  readonly isFirst: boolean;
  readonly ledger: Ledger;
  /** Of a challenge that nobody closes: the buyer's bank may approve it after all, and the processor captures it. */
  readonly perhapsLater: (reference: string, approve: () => void) => void;
}

export class Bank {
  private readonly charges = new Map<string, Account>();
  /** By the reference of the charge or the set-up. */
  private readonly recognised = new Map<string, Recognition>();

  constructor(private readonly parts: BankParts) {}

  open(
    merchantReference: string,
    amountAtom: number,
  ): { readonly kind: 'opened'; readonly reference: string } | { readonly kind: 'closed' } {
    const { status, reference } = this.account(merchantReference, amountAtom);
    return status === 'closed' ? { kind: 'closed' } : { kind: 'opened', reference };
  }

  confirm(reference: string, card: CardDetails | CardToken): ChargeOutcome | { readonly kind: 'closed' } {
    const charge = this.charges.get(reference);
    if (!charge || charge.status === 'closed') return { kind: 'closed' };
    if (charge.outcome) return charge.outcome;
    const verdict = verdictOf('token' in card ? 'approved' : behaviourOf(card), this.parts.isFirst);
    switch (verdict.kind) {
      case 'busy':
        return { kind: 'not_sent', reason: 'busy', message: 'too many requests' };
      case 'approve':
        return this.approve(charge);
      case 'decline':
        charge.status = 'declined';
        return (charge.outcome = { kind: 'declined', reference, code: verdict.code, advice: null });
      case 'challenge':
        charge.status = 'challenged';
        charge.outcome = { kind: 'requires_action', reference, url: `https://bank.example/${reference}` };
        this.parts.perhapsLater(reference, () => charge.status === 'challenged' && this.approve(charge));
        return charge.outcome;
    }
  }

  /** What the buyer does on the bank's page. */
  recognise(reference: string, how: Recognition): void {
    if (!this.recognised.has(reference)) this.recognised.set(reference, how);
  }

  /** The confirmation after the challenge: it charges once, and only where the bank has recognised the buyer. */
  finish(reference: string): ChargeOutcome | { readonly kind: 'closed' } {
    const charge = this.charges.get(reference);
    if (!charge || charge.status === 'closed') return { kind: 'closed' };
    if (!charge.outcome) return { kind: 'unknown', reference, message: 'nothing was confirmed' };
    if (charge.outcome.kind !== 'requires_action') return charge.outcome;
    const how = this.recognised.get(reference);
    if (how === 'approved') return this.approve(charge);
    if (how !== 'failed') return charge.outcome;
    charge.status = 'declined';
    return (charge.outcome = { kind: 'declined', reference, code: 'authentication_failed', advice: null });
  }

  refund(refund: MadeRefund): RefundAnswer {
    this.parts.ledger.refund(refund);
    return { kind: 'succeeded', reference: refund.refundReference };
  }

  inquireRefund(refundReference: string): RefundInquiryAnswer {
    const known = this.parts.ledger.refunds.some((refund) => refund.refundReference === refundReference);
    return known ? { kind: 'succeeded', reference: refundReference } : { kind: 'never-seen' };
  }

  inquire(merchantReference: string): InquiryAnswer {
    const charge = this.charges.get(merchantReference);
    if (!charge) return { kind: 'never-seen' };
    if (charge.status === 'closed') return { kind: 'closed' };
    return charge.outcome ?? { kind: 'open', reference: charge.reference };
  }

  close(merchantReference: string): ClosingAnswer {
    const charge = this.account(merchantReference, 0);
    if (charge.outcome?.kind === 'approved' || charge.outcome?.kind === 'declined') return charge.outcome;
    charge.status = 'closed';
    return { kind: 'closed' };
  }

  save(merchantReference: string, card: CardDetails): SetupOutcome {
    const verdict = verdictOf(behaviourOf(card), this.parts.isFirst);
    if (verdict.kind === 'decline') return { kind: 'declined', reference: merchantReference, code: verdict.code, advice: null };
    if (verdict.kind === 'busy') return { kind: 'not_sent', reason: 'busy', message: 'too many requests' };
    return verdict.kind === 'challenge' ? this.finishSetup(merchantReference) : this.saved(merchantReference);
  }

  finishSetup(reference: string): SetupOutcome {
    const how = this.recognised.get(reference);
    if (how === 'approved') return this.saved(reference);
    if (how === 'failed') return { kind: 'declined', reference, code: 'authentication_failed', advice: null };
    return { kind: 'requires_action', reference, url: `https://bank.example/${reference}` };
  }

  private saved(reference: string): SetupOutcome {
    this.parts.ledger.save(reference);
    return { ...approved(reference), token: `token of ${this.parts.name}` };
  }

  private account(merchantReference: string, amountAtom: number): Account {
    const known = this.charges.get(merchantReference);
    if (known) return known;
    const fresh: Account = { reference: merchantReference, amountAtom, status: 'open', outcome: null };
    this.charges.set(merchantReference, fresh);
    return fresh;
  }

  private approve(charge: Account): Extract<ChargeOutcome, { kind: 'approved' }> {
    charge.status = 'approved';
    const outcome = approved(charge.reference);
    charge.outcome = outcome;
    this.parts.ledger.capture({ processor: this.parts.name, merchantReference: charge.reference, amountAtom: charge.amountAtom });
    return outcome;
  }
}

const approved = (reference: string): Extract<ChargeOutcome, { kind: 'approved' }> => ({
  kind: 'approved',
  reference,
  networkTransactionId: null,
  threeDs: null,
  token: null,
});
