// Money back from Stripe. The refund's own id is its idempotency key and stands in its metadata: Stripe forgets keys after a day, so it is
// looked for among the charge's refunds before it is ever asked for.
import type Stripe from 'stripe';
import type { RefundAnswer, RefundInquiryAnswer } from '../../core/refund-answer';
import type { RefundToMake } from '../../processor-adapter';
import { toStripeAmount } from './stripe-amount';
import { ask } from './stripe-fault';
import type { StripeFinder } from './stripe-finder';

/** Our id on every refund that we make there. */
export const OUR_REFUND = 'refund_reference';

type Intent = { readonly kind: 'charge'; readonly reference: string } | Extract<RefundAnswer, { kind: 'failed' | 'no-answer' }>;

export class StripeRefunds {
  constructor(
    private readonly stripe: Stripe,
    private readonly finder: StripeFinder,
  ) {}

  /** Never under another key: one that was made already is found, and told as it stands. */
  async make(refund: RefundToMake): Promise<RefundAnswer> {
    const charge = await this.chargeOf(refund);
    if (charge.kind !== 'charge') return charge;
    const before = await this.among(charge.reference, refund.refundReference);
    return before.kind === 'never-seen' ? this.create(charge.reference, refund) : before;
  }

  async inquire(refund: RefundToMake): Promise<RefundInquiryAnswer> {
    const charge = await this.chargeOf(refund);
    return charge.kind === 'charge' ? this.among(charge.reference, refund.refundReference) : charge;
  }

  private async create(reference: string, refund: RefundToMake): Promise<RefundAnswer> {
    const amount = toStripeAmount(refund.amountAtom, refund.currency);
    if (amount === null) return failed('amount_not_expressible');
    const params = { payment_intent: reference, amount, metadata: { [OUR_REFUND]: refund.refundReference } };
    const asked = await ask(() => this.stripe.refunds.create(params, { idempotencyKey: refund.refundReference }));
    if (asked.kind === 'answered') return answerOf(asked.value);
    const { fault } = asked;
    if (fault.kind === 'refused') return failed(fault.code);
    return fault.kind === 'wrong-state' ? failed('charge_not_captured') : { kind: 'no-answer', message: fault.message };
  }

  private async among(reference: string, refundReference: string): Promise<RefundInquiryAnswer> {
    const asked = await ask(() => this.stripe.refunds.list({ payment_intent: reference, limit: 100 }).autoPagingToArray({ limit: 1_000 }));
    if (asked.kind === 'failed') return { kind: 'no-answer', message: asked.fault.message };
    const made = asked.value.find(({ metadata }) => metadata?.[OUR_REFUND] === refundReference);
    return made ? answerOf(made) : { kind: 'never-seen' };
  }

  private async chargeOf({ merchantReference, reference }: RefundToMake): Promise<Intent> {
    if (reference !== null) return { kind: 'charge', reference };
    const found = await this.finder.find({ merchantReference, reference });
    if (found.kind === 'found') return { kind: 'charge', reference: found.intent.id };
    return { kind: 'no-answer', message: found.kind === 'unsure' ? found.message : 'Stripe does not know this charge' };
  }
}

const failed = (code: string): Extract<RefundAnswer, { kind: 'failed' }> => ({ kind: 'failed', reference: null, code, message: null });

function answerOf(refund: Stripe.Refund): RefundAnswer {
  return endOf(refund) ?? { kind: 'pending', reference: refund.id };
}

/** Null: it has not ended. */
export function endOf({
  id,
  status,
  failure_reason: reason,
}: Stripe.Refund): Extract<RefundAnswer, { kind: 'succeeded' | 'failed' }> | null {
  if (status === 'succeeded') return { kind: 'succeeded', reference: id };
  if (status !== 'failed' && status !== 'canceled') return null;
  return { kind: 'failed', reference: id, code: reason ?? `refund_${status}`, message: null };
}
