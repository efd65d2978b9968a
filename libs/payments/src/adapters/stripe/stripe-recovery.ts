// What became of a charge, and that nothing more can come of it. Never charges: it asks, cancels, and takes the place of what never came.
import type Stripe from 'stripe';
import type { ClosingAnswer, InquiryAnswer } from '../../core/charge-outcome';
import type { ChargeRef } from '../../processor-adapter';
import { type Confirmed, type StripeCharges } from './stripe-charges';
import { ask } from './stripe-fault';
import { IN_PLACE_OF, OUR_CHARGE, type StripeFinder } from './stripe-finder';
import { type Standing, standingOf, WITH_CHARGE } from './stripe-outcome';

/** Above Stripe's smallest charge in every currency, below its largest. */
const PLACE_TAKING_AMOUNT = 100_000;

export class StripeRecovery {
  constructor(
    private readonly stripe: Stripe,
    private readonly parts: { readonly finder: StripeFinder; readonly charges: StripeCharges; readonly currency: string },
  ) {}

  async inquire(charge: ChargeRef): Promise<InquiryAnswer> {
    const found = await this.parts.finder.find(charge);
    if (found.kind === 'none') return { kind: 'never-seen' };
    if (found.kind === 'unsure') return { kind: 'no-answer', message: found.message };
    const standing = standingOf(found.intent);
    // A challenge that nobody can see is as good as open: it must be closed before it counts as nothing.
    if (standing.kind === 'needs-script') return { kind: 'open', reference: found.intent.id };
    return standing.kind === 'undecided' ? { kind: 'no-answer', message: standing.message } : standing;
  }

  async close(charge: ChargeRef): Promise<ClosingAnswer> {
    const found = await this.parts.finder.find(charge);
    if (found.kind === 'unsure') return { kind: 'no-answer', message: found.message };
    return found.kind === 'none' ? this.takePlaceOf(charge.merchantReference) : this.cancel(found.intent.id);
  }

  /** Only where Stripe waits for our word after the challenge is it given one, and only once. */
  async finishAction(charge: ChargeRef): Promise<Confirmed> {
    const found = await this.parts.finder.find(charge);
    if (found.kind !== 'found') return { kind: 'unknown', reference: charge.reference, message: 'the payment is not to be found' };
    const { id, status } = found.intent;
    if (status !== 'requires_confirmation') return this.parts.charges.concluded(id, standingOf(found.intent));
    return this.parts.charges.confirmOnce(id, WITH_CHARGE, `${id}/confirm-after-action`);
  }

  /** Cancelling twice is fine, so each time has a key of its own: an error must not be repeated to us for a day. */
  private async cancel(reference: string): Promise<ClosingAnswer> {
    const asked = await ask(() => this.stripe.paymentIntents.cancel(reference, WITH_CHARGE));
    if (asked.kind === 'answered') return closingOf(standingOf(asked.value));
    if (asked.fault.kind !== 'wrong-state') return { kind: 'no-answer', message: asked.fault.message };
    const found = await this.parts.finder.retrieve(reference);
    return found.kind === 'found' ? closingOf(standingOf(found.intent)) : { kind: 'no-answer', message: asked.fault.message };
  }

  /**
   * For one that never came: another payment is created under its key, and cancelled, so that for a day a request that is still on its way is
   * refused for other words under a known key. If the key is known already, the charge itself is there, and will be found.
   * A crash between the two calls leaves a payment without a card.
   */
  private async takePlaceOf(merchantReference: string): Promise<ClosingAnswer> {
    const params: Stripe.PaymentIntentCreateParams = {
      amount: PLACE_TAKING_AMOUNT,
      currency: this.parts.currency,
      allowed_payment_method_types: ['card'],
      metadata: { [OUR_CHARGE]: merchantReference, [IN_PLACE_OF]: 'true' },
    };
    const asked = await ask(() => this.stripe.paymentIntents.create(params, { idempotencyKey: merchantReference }));
    return asked.kind === 'answered' ? this.cancel(asked.value.id) : { kind: 'no-answer', message: asked.fault.message };
  }
}

function closingOf(standing: Standing): ClosingAnswer {
  if (standing.kind === 'closed' || standing.kind === 'approved') return standing;
  return { kind: 'no-answer', message: standing.kind === 'undecided' ? standing.message : `the payment stands at ${standing.kind}` };
}
