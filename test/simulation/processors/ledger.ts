// What happened to money, whoever knows of it: the books of all processors together, by which every story is judged.
export interface Capture {
  readonly processor: string;
  /** `pa_…` */
  readonly merchantReference: string;
  readonly amountAtom: number;
}

export interface MadeRefund {
  readonly merchantReference: string;
  /** `re_…` */
  readonly refundReference: string;
  readonly amountAtom: number;
}

export class Ledger {
  readonly captures: Capture[] = [];
  readonly refunds: MadeRefund[] = [];
  /** References under which a card was saved without a charge. */
  readonly saved: string[] = [];
  /** References that were asked for with two amounts: two charges that share an id. */
  readonly shared: string[] = [];

  constructor(private readonly tell: (text: string) => void) {}

  capture(capture: Capture): void {
    this.captures.push(capture);
    this.tell(`${capture.processor} takes ${capture.amountAtom} for ${capture.merchantReference}`);
  }

  /** True: this one is new. Once per reference; and, unlike a real one, whatever the amount: that is for others to see to. */
  refund(refund: MadeRefund): boolean {
    if (this.refunds.some(({ refundReference }) => refundReference === refund.refundReference)) return false;
    this.refunds.push(refund);
    this.tell(`${refund.amountAtom} of ${refund.merchantReference} goes back as ${refund.refundReference}`);
    return true;
  }

  save(reference: string): void {
    this.saved.push(reference);
  }

  backOf(merchantReference: string): number {
    return this.refunds.reduce((sum, refund) => sum + (refund.merchantReference === merchantReference ? refund.amountAtom : 0), 0);
  }
}
