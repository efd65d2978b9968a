// The processors of the simulation: what they took stands in their own ledger, whatever anybody was told of it.
import type {
  CardDetails, CardToken, ChargeOutcome, ClosingAnswer, InquiryAnswer, RefundAnswer, RefundInquiryAnswer, SetupOutcome,
} from '@tillstream/payments'; // prettier-ignore

/** How a buyer's challenge ended; `pending`: it has not. */
type Challenge = 'pending' | 'approved' | 'failed';

type Status = 'open' | 'approved' | 'declined' | 'closed';

interface Account {
  readonly reference: string;
  readonly amountAtom: number;
  status: Status;
  outcome: Answered | null;
}

type Answered = Extract<ChargeOutcome, { kind: 'approved' | 'declined' | 'requires_action' }>;

export interface Capture {
  readonly processor: string;
  readonly merchantReference: string;
  readonly amountAtom: number;
}

export interface MadeRefund {
  readonly merchantReference: string;
  readonly refundReference: string;
  readonly amountAtom: number;
}

/** What happened to money, whoever knows of it. */
export interface Ledger {
  readonly captures: Capture[];
  readonly refunds: MadeRefund[];
  /** References under which a card was saved. */
  readonly saved: string[];
}

/** How a card behaves: the same number, the same answer. */
export type CardBehaviour = 'approved' | 'soft' | 'hard' | 'soft-at-first' | 'action';

/** One processor. Every method happens at once and for good; what is lost is lost on the way to it or back. */
export class Bank {
  private readonly charges = new Map<string, Account>();
  /** By the reference of the charge or the set-up. */
  private readonly challenges = new Map<string, Challenge>();

  constructor(
    private readonly name: string,
    private readonly ledger: Ledger,
    /** A challenge that nobody closes may be approved by the buyer's bank after all, and captured with it. */
    private readonly perhapsLater: (work: () => void) => void,
  ) {}

  open(
    merchantReference: string,
    amountAtom: number,
  ): { readonly kind: 'opened'; readonly reference: string } | { readonly kind: 'closed' } {
    const known = this.charges.get(merchantReference) ?? {
      reference: merchantReference,
      amountAtom,
      status: 'open' as const,
      outcome: null,
    };
    this.charges.set(merchantReference, known);
    return known.status === 'closed' ? { kind: 'closed' } : { kind: 'opened', reference: known.reference };
  }

  confirm(reference: string, card: CardDetails | CardToken): ChargeOutcome | { readonly kind: 'closed' } {
    const charge = this.charges.get(reference);
    if (!charge || charge.status === 'closed') return { kind: 'closed' };
    if (charge.outcome) return charge.outcome;
    const outcome = this.decide(reference, 'token' in card ? 'approved' : (card.number as CardBehaviour));
    charge.outcome = outcome;
    if (outcome.kind === 'approved') this.capture(charge);
    if (outcome.kind === 'declined') charge.status = 'declined';
    if (outcome.kind === 'requires_action') {
      this.perhapsLater(() => {
        if (charge.status !== 'open') return;
        charge.outcome = approved(reference);
        this.capture(charge);
      });
    }
    return outcome;
  }

  /** What the buyer does on the bank's page. */
  answerChallenge(reference: string, answer: 'approved' | 'failed'): void {
    if (this.challenges.get(reference) === 'pending') this.challenges.set(reference, answer);
  }

  /** The confirmation after the challenge: it charges once, and only where the bank has recognised the buyer. */
  finish(reference: string): ChargeOutcome | { readonly kind: 'closed' } {
    const charge = this.charges.get(reference);
    if (!charge || charge.status === 'closed') return { kind: 'closed' };
    if (!charge.outcome) return { kind: 'unknown', reference, message: 'nothing was confirmed' };
    if (charge.outcome.kind !== 'requires_action') return charge.outcome;
    charge.outcome = this.concluded(reference, charge.outcome);
    if (charge.outcome.kind === 'approved') this.capture(charge);
    if (charge.outcome.kind === 'declined') charge.status = 'declined';
    return charge.outcome;
  }

  finishSetup(merchantReference: string): SetupOutcome {
    const asked = { kind: 'requires_action' as const, reference: merchantReference, url: 'https://bank.example' };
    const outcome = this.concluded(merchantReference, asked);
    return outcome.kind === 'approved' ? this.saved(merchantReference, outcome) : outcome;
  }

  /** Once per reference; and, unlike a real one, whatever the amount: that is for others to see to. */
  refund(refund: MadeRefund): RefundAnswer {
    const known = this.ledger.refunds.some(({ refundReference }) => refundReference === refund.refundReference);
    if (!known) this.ledger.refunds.push(refund);
    return { kind: 'succeeded', reference: refund.refundReference };
  }

  inquireRefund(refundReference: string): RefundInquiryAnswer {
    const known = this.ledger.refunds.some((refund) => refund.refundReference === refundReference);
    return known ? { kind: 'succeeded', reference: refundReference } : { kind: 'never-seen' };
  }

  inquire(merchantReference: string): InquiryAnswer {
    const charge = this.charges.get(merchantReference);
    if (!charge) return { kind: 'never-seen' };
    if (charge.status === 'closed') return { kind: 'closed' };
    return charge.outcome ?? { kind: 'open', reference: charge.reference };
  }

  close(merchantReference: string): ClosingAnswer {
    const charge = this.charges.get(merchantReference) ?? {
      reference: merchantReference,
      amountAtom: 0,
      status: 'open' as const,
      outcome: null,
    };
    this.charges.set(merchantReference, charge);
    if (charge.outcome?.kind === 'approved' || charge.outcome?.kind === 'declined') return charge.outcome;
    charge.status = 'closed';
    return { kind: 'closed' };
  }

  save(merchantReference: string, card: CardDetails): SetupOutcome {
    const outcome = this.decide(merchantReference, card.number as CardBehaviour);
    return outcome.kind === 'approved' ? this.saved(merchantReference, outcome) : outcome;
  }

  private saved(merchantReference: string, outcome: Extract<ChargeOutcome, { kind: 'approved' }>): SetupOutcome {
    this.ledger.saved.push(merchantReference);
    return { ...outcome, token: `token of ${this.name}` };
  }

  private concluded(reference: string, asked: Answered): Answered {
    const challenge = this.challenges.get(reference);
    if (challenge === 'approved') return approved(reference);
    return challenge === 'failed' ? { kind: 'declined', reference, code: 'authentication_failed', advice: null } : asked;
  }

  private capture(charge: Account): void {
    charge.status = 'approved';
    this.ledger.captures.push({ processor: this.name, merchantReference: charge.reference, amountAtom: charge.amountAtom });
  }

  private decide(reference: string, card: CardBehaviour): Answered {
    const declined = (code: string) => ({ kind: 'declined' as const, reference, code, advice: null });
    if (card === 'soft') return declined('do_not_honor');
    if (card === 'hard') return declined('stolen_card');
    if (card === 'soft-at-first' && this.name === 'alpha') return declined('processing_error');
    if (card === 'action') {
      this.challenges.set(reference, 'pending');
      return { kind: 'requires_action', reference, url: 'https://bank.example' };
    }
    return approved(reference);
  }
}

const approved = (reference: string): Extract<ChargeOutcome, { kind: 'approved' }> => ({
  kind: 'approved',
  reference,
  networkTransactionId: null,
  threeDs: null,
  token: null,
});
