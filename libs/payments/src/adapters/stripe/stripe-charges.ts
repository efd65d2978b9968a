// Charges at Stripe: a PaymentIntent is created (open), and confirmed once with one card. Everything before the confirmation moves no money,
// so whatever fails there is known not charged; whatever fails at the confirmation is unknown unless Stripe says what became of it.
import type Stripe from 'stripe';
import type { CardDetails, CardToken } from '../../core/card';
import type { ChargeOutcome } from '../../core/charge-outcome';
import type { ChargeToOpen, Confirmation, OpenAnswer } from '../../processor-adapter';
import { toStripeAmount } from './stripe-amount';
import { type Presented, StripeCards } from './stripe-cards';
import { CONFIRMING_TIMEOUT_MS } from './stripe-client';
import { ask, type StripeFault } from './stripe-fault';
import { OUR_CHARGE, type StripeFinder } from './stripe-finder';
import { type Standing, standingOf, WITH_CHARGE } from './stripe-outcome';

type NotSent = Extract<ChargeOutcome, { kind: 'not_sent' }>;
export type Confirmed = ChargeOutcome | { readonly kind: 'closed' };

/** By Stripe's own clock. Well within the day for which it knows the key of who took this charge's place. */
const LATEST_OPENING_MS = 12 * 3_600_000;

export class StripeCharges {
  private readonly cards: StripeCards;

  constructor(
    private readonly stripe: Stripe,
    private readonly finder: StripeFinder,
  ) {
    this.cards = new StripeCards(stripe);
  }

  async open(charge: ChargeToOpen): Promise<OpenAnswer> {
    const amount = toStripeAmount(charge.amountAtom, charge.currency);
    if (amount === null) return configuration(`Stripe has no such amount in ${charge.currency}`);
    const params: Stripe.PaymentIntentCreateParams = {
      amount,
      currency: charge.currency,
      description: charge.description,
      allowed_payment_method_types: ['card'],
      // After a challenge Stripe waits for our word: no money moves on the buyer's way back alone.
      confirmation_method: 'manual',
      metadata: { [OUR_CHARGE]: charge.merchantReference },
      ...(charge.offSessionLater ? { setup_future_usage: 'off_session' } : {}),
    };
    const asked = await ask(() => this.stripe.paymentIntents.create(params, { idempotencyKey: charge.merchantReference }));
    // Somebody took this charge's place (stripe-recovery.ts): only he sends other words under its key.
    if (asked.kind === 'failed') return asked.fault.kind === 'key-reused' ? { kind: 'closed' } : notSent(asked.fault);
    const { id, created } = asked.value;
    return created * 1_000 - charge.requestedAt > LATEST_OPENING_MS ? this.tooLate(id) : { kind: 'opened', reference: id };
  }

  /** Made when its place may have been taken and forgotten again. If it cannot be closed, it stays without a card. */
  private async tooLate(reference: string): Promise<OpenAnswer> {
    await ask(() => this.stripe.paymentIntents.cancel(reference));
    return { kind: 'closed' };
  }

  /** A crash before the last call leaves a PaymentIntent that took nothing; after it, one that is found and settled by asking. */
  async confirm({ reference, card, saveCard, returnUrl }: Confirmation): Promise<Confirmed> {
    const presented = await this.present(reference, card, saveCard);
    if (presented.kind === 'failed') return this.beforeConfirming(reference, presented.fault);
    const { paymentMethod } = presented.value;
    const params: Stripe.PaymentIntentConfirmParams = {
      ...WITH_CHARGE,
      payment_method: paymentMethod,
      return_url: returnUrl,
      ...(saveCard ? { setup_future_usage: 'off_session' } : {}),
    };
    return this.confirmOnce(reference, params, `${reference}/confirm`);
  }

  /** One key per reference: the same confirmation again answers what the first one did. */
  async confirmOnce(reference: string, params: Stripe.PaymentIntentConfirmParams, idempotencyKey: string): Promise<Confirmed> {
    const once = { idempotencyKey, timeout: CONFIRMING_TIMEOUT_MS };
    const asked = await ask(() => this.stripe.paymentIntents.confirm(reference, params, once));
    if (asked.kind === 'answered') return this.concluded(reference, standingOf(asked.value));
    return this.afterConfirming(reference, asked.fault);
  }

  /** Closing is tried at once where a challenge cannot be shown; only if it worked may another processor be asked. */
  async concluded(reference: string, standing: Standing): Promise<Confirmed> {
    if (standing.kind === 'open') return unknown(reference, 'the payment was confirmed and stands as if not');
    if (standing.kind === 'undecided') return unknown(reference, standing.message);
    if (standing.kind !== 'needs-script') return standing;
    const closing = await ask(() => this.stripe.paymentIntents.cancel(reference));
    return closing.kind === 'answered' && closing.value.status === 'canceled'
      ? configuration('the challenge of this card needs a script of Stripe’s on the page')
      : unknown(reference, 'a challenge that cannot be shown could not be closed');
  }

  private async afterConfirming(reference: string, fault: StripeFault): Promise<Confirmed> {
    if (fault.kind === 'declined') return { kind: 'declined', reference, ...fault.decline };
    if (fault.kind === 'lost') return unknown(reference, fault.message);
    return fault.kind === 'wrong-state' || fault.kind === 'key-reused' ? this.asItStands(reference) : notSent(fault);
  }

  private async beforeConfirming(reference: string, fault: StripeFault): Promise<Confirmed> {
    if (fault.kind === 'declined') return { kind: 'declined', reference, ...fault.decline };
    // Closed meanwhile, or confirmed before: by this very process, or by one that had the same charge in its hands.
    return fault.kind === 'wrong-state' || fault.kind === 'key-reused' ? this.asItStands(reference) : notSent(fault);
  }

  private async asItStands(reference: string): Promise<Confirmed> {
    const found = await this.finder.retrieve(reference);
    if (found.kind !== 'found') return unknown(reference, found.kind === 'unsure' ? found.message : 'the payment is not to be found');
    return this.concluded(reference, standingOf(found.intent));
  }

  private present(reference: string, card: CardDetails | CardToken, saves: boolean): Promise<Presented> {
    return 'token' in card ? this.cards.saved(reference, card) : this.cards.typed({ reference, card, saves });
  }
}

const configuration = (message: string): NotSent => ({ kind: 'not_sent', reason: 'configuration', message });
const unknown = (reference: string, message: string): Confirmed => ({ kind: 'unknown', reference, message });

/** Of a call that cannot have moved money. */
export function notSent({ kind, message }: StripeFault): NotSent {
  if (kind === 'not-sent' || kind === 'lost') return { kind: 'not_sent', reason: 'connection', message };
  return { kind: 'not_sent', reason: kind === 'busy' ? 'busy' : 'configuration', message };
}
