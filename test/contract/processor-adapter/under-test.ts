// What the contract of processor adapters is asked of: an adapter, the ledger and the notices of its processor, cards that behave in a known
// way, and a hand to do what a buyer does. And the charges that every part of the contract begins with.
import type { ArrivedNotice, CardDetails, CardToken, ChargeToOpen, ProcessorAdapter } from '@tillstream/payments';

export interface AdapterUnderTest {
  readonly adapter: ProcessorAdapter;
  /** What was taken for this charge, capture by capture, by the processor's own ledger, in our atoms. */
  captures(merchantReference: string): Promise<readonly number[]>;
  /** What went back of this charge, by the same ledger, in atoms. */
  refundedAtom(merchantReference: string): Promise<number>;
  /** Numbers of cards that behave so. */
  readonly cards: {
    readonly approved: string;
    readonly declined: string;
    readonly insufficient: string;
    readonly droppedAfterCharging: string;
    readonly droppedBeforeCharging: string;
    readonly refundsFailLater: string;
    readonly refundsSucceedLater: string;
    /** 3-D Secure, as the buyer answers the bank. */
    readonly challenged: string;
    /** 3-D Secure succeeds, and the answer to the confirmation after it gets lost. */
    readonly challengedThenLost: string;
  };
  /** The next notice about this charge, as it comes in. */
  noticeOf(merchantReference: string): Promise<ArrivedNotice>;
  /** What the buyer does on the bank's page that the processor named; answers where he lands then. */
  answerChallenge(url: string, answer: 'approve' | 'fail'): Promise<string | null>;
  /** From now on, or no longer: refunds are made, and their answers get lost. */
  loseRefundAnswers(isLost: boolean): Promise<void>;
}

export interface Opened {
  readonly merchantReference: string;
  readonly reference: string;
  readonly wanted: ChargeToOpen;
}

export const returnUrl = 'https://pay.example/checkout/t/challenge/ca_dev_1/return';
export const cardOf = (number: string): CardDetails => ({ number, expMonth: 12, expYear: 2044, cvc: '123', name: 'Ada' });

/** The contract's own hands: names are never used twice, whoever's processor it is. */
export class Hands {
  private static count = 0;

  constructor(
    private readonly name: string,
    private readonly make: () => AdapterUnderTest,
  ) {}

  get under(): AdapterUnderTest {
    return this.make();
  }

  get adapter(): ProcessorAdapter {
    return this.under.adapter;
  }

  id(prefix: 'pa' | 'ca' | 're'): string {
    Hands.count += 1;
    return `${prefix}_dev_${this.name}_${process.pid}_${Hands.count}`;
  }

  charge(more: Partial<ChargeToOpen> = {}): ChargeToOpen {
    return {
      merchantReference: this.id('pa'),
      amountAtom: 2_000,
      currency: 'usd',
      description: 'Checkout',
      offSessionLater: false,
      requestedAt: Date.now(),
      ...more,
    };
  }

  async opened(more: Partial<ChargeToOpen> = {}): Promise<Opened> {
    const wanted = this.charge(more);
    const answer = await this.adapter.open(wanted);
    if (answer.kind !== 'opened') throw new Error(`opening answered ${answer.kind}`);
    return { merchantReference: wanted.merchantReference, reference: answer.reference, wanted };
  }

  confirm(reference: string, card: string | CardToken, saveCard = false) {
    return this.adapter.confirm({ reference, card: typeof card === 'string' ? cardOf(card) : card, saveCard, returnUrl });
  }

  setup(number: string) {
    return { merchantReference: this.id('ca'), card: cardOf(number), returnUrl };
  }

  captures(merchantReference: string): Promise<readonly number[]> {
    return this.under.captures(merchantReference);
  }
}
