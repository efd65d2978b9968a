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
  /** How it is declined after its challenge. */
  then: string | null;
}

/** How a buyer came off at his bank's page. */
export type Recognition = 'approved' | 'failed';

export type Happened =
  | {
      readonly kind: 'charge';
      readonly merchantReference: string;
      readonly outcome: Extract<Answered, { kind: 'approved' | 'declined' }> | { readonly kind: 'closed' };
    }
  | { readonly kind: 'refund'; readonly refundReference: string };

export interface BankParts {
  readonly name: string;
  /** Every route begins with it. */
  readonly isFirst: boolean;
  readonly ledger: Ledger;
  /** False: a challenge that nobody finishes ends by itself. */
  readonly canClose: boolean;
  readonly afterwards: (ms: number, work: () => void) => void;
  /** Of what happened to a charge or a refund, for whoever wants to be told. */
  readonly tell: (notice: Happened) => void;
  /** Of a challenge that nobody closes: the buyer's bank may approve it after all, and the processor captures it. */
  readonly perhapsLater: (reference: string, approve: () => void) => void;
}

const CHALLENGE_MS = 30 * 60_000;

export class Bank {
  private readonly charges = new Map<string, Account>();
  /** By the reference of the charge or the set-up. */
  private readonly recognised = new Map<string, Recognition>();

  constructor(private readonly parts: BankParts) {}

  open(
    merchantReference: string,
    amountAtom: number,
  ): { readonly kind: 'opened'; readonly reference: string } | { readonly kind: 'closed' } {
    const { status, reference, amountAtom: before } = this.account(merchantReference, amountAtom);
    if (before !== amountAtom && status !== 'closed') this.parts.ledger.shared.push(merchantReference);
    return status === 'closed' ? { kind: 'closed' } : { kind: 'opened', reference };
  }

  confirm(reference: string, card: CardDetails | CardToken): ChargeOutcome | { readonly kind: 'closed' } {
    const charge = this.charges.get(reference);
    if (!charge || charge.status === 'closed') return { kind: 'closed' };
    if (charge.outcome) return charge.outcome;
    const verdict = verdictOf('token' in card ? 'approved' : behaviourOf(card), this.parts.isFirst, charge.amountAtom);
    switch (verdict.kind) {
      case 'busy':
        return { kind: 'not_sent', reason: 'busy', message: 'too many requests' };
      case 'approve':
        return this.approve(charge);
      case 'decline':
        return this.decline(charge, verdict.code);
      case 'challenge':
        charge.status = 'challenged';
        charge.then = verdict.then;
        charge.outcome = { kind: 'requires_action', reference, url: `https://bank.example/${reference}` };
        this.parts.perhapsLater(reference, () => charge.status === 'challenged' && this.approve(charge));
        if (!this.parts.canClose) this.parts.afterwards(CHALLENGE_MS, () => charge.status === 'challenged' && this.close(reference));
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
    if (how === 'approved') return charge.then === null ? this.approve(charge) : this.decline(charge, charge.then);
    if (how !== 'failed') return charge.outcome;
    return this.decline(charge, 'authentication_failed');
  }

  refund(refund: MadeRefund): RefundAnswer {
    if (this.parts.ledger.refund(refund)) this.parts.tell({ kind: 'refund', refundReference: refund.refundReference });
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
    if (charge.outcome) return charge.outcome;
    // Where nothing can be closed nothing is opened either: before its confirmation there is no charge.
    return this.parts.canClose ? { kind: 'open', reference: charge.reference } : { kind: 'never-seen' };
  }

  close(merchantReference: string): ClosingAnswer {
    const charge = this.account(merchantReference, 0);
    if (charge.outcome?.kind === 'approved' || charge.outcome?.kind === 'declined') return charge.outcome;
    if (charge.status !== 'closed') this.parts.tell({ kind: 'charge', merchantReference, outcome: { kind: 'closed' } });
    charge.status = 'closed';
    return { kind: 'closed' };
  }

  save(merchantReference: string, card: CardDetails): SetupOutcome {
    const verdict = verdictOf(behaviourOf(card), this.parts.isFirst, 0);
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
    const fresh: Account = { reference: merchantReference, amountAtom, status: 'open', outcome: null, then: null };
    this.charges.set(merchantReference, fresh);
    return fresh;
  }

  private approve(charge: Account): Extract<ChargeOutcome, { kind: 'approved' }> {
    charge.status = 'approved';
    const outcome = approved(charge.reference);
    charge.outcome = outcome;
    this.parts.ledger.capture({ processor: this.parts.name, merchantReference: charge.reference, amountAtom: charge.amountAtom });
    this.parts.tell({ kind: 'charge', merchantReference: charge.reference, outcome });
    return outcome;
  }

  private decline(charge: Account, code: string): Extract<ChargeOutcome, { kind: 'declined' }> {
    charge.status = 'declined';
    const outcome = { kind: 'declined' as const, reference: charge.reference, code, advice: null };
    charge.outcome = outcome;
    this.parts.tell({ kind: 'charge', merchantReference: charge.reference, outcome });
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
