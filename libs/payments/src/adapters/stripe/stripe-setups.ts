// Saving a card at Stripe without a charge: a SetupIntent for a customer of its own, confirmed once. No money moves, so what is unknown may be
// asked for again: the same reference leads to the same customer, SetupIntent and confirmation for as long as Stripe knows the keys.
import type Stripe from 'stripe';
import type { ChargeOutcome, SetupOutcome } from '../../core/charge-outcome';
import type { CardToSave, ChargeRef } from '../../processor-adapter';
import { StripeCards } from './stripe-cards';
import { notSent } from './stripe-charges';
import { declineOf } from './stripe-decline';
import { ask, type Asked, type StripeFault } from './stripe-fault';
import { OUR_CHARGE } from './stripe-finder';
import { idOf, stripeToken } from './stripe-token';

type Unsaved = Exclude<ChargeOutcome, { kind: 'approved' }>;

const WITH_CARD = { expand: ['payment_method'] };

export class StripeSetups {
  private readonly cards: StripeCards;

  constructor(private readonly stripe: Stripe) {
    this.cards = new StripeCards(stripe);
  }

  async save({ merchantReference, card, returnUrl }: CardToSave): Promise<SetupOutcome> {
    const intent = await this.intent(merchantReference);
    if (intent.kind === 'failed') return unsaved(null, intent.fault);
    const reference = intent.value;
    const made = await this.cards.paymentMethod(merchantReference, card);
    if (made.kind === 'failed') return made.fault.kind === 'key-reused' ? this.asItStands(reference) : unsaved(reference, made.fault);
    const params = { ...WITH_CARD, payment_method: made.value.paymentMethod, return_url: returnUrl };
    const asked = await ask(() => this.stripe.setupIntents.confirm(reference, params, { idempotencyKey: `${reference}/confirm` }));
    if (asked.kind === 'answered') return this.concluded(asked.value);
    const { fault } = asked;
    if (fault.kind === 'wrong-state' || fault.kind === 'key-reused') return this.asItStands(reference);
    return fault.kind === 'lost' ? { kind: 'unknown', reference, message: fault.message } : unsaved(reference, fault);
  }

  /** After the challenge Stripe has gone on by itself. */
  async finish({ merchantReference, reference }: ChargeRef): Promise<SetupOutcome> {
    if (reference !== null) return this.asItStands(reference);
    const intent = await this.intent(merchantReference);
    return intent.kind === 'failed' ? unsaved(null, intent.fault) : this.asItStands(intent.value);
  }

  /** The same one for the same reference. A crash after the customer leaves one without a card. */
  private async intent(merchantReference: string): Promise<Asked<string>> {
    const customer = await this.cards.customer(merchantReference);
    if (customer.kind === 'failed') return customer;
    const params: Stripe.SetupIntentCreateParams = {
      customer: customer.value,
      usage: 'off_session',
      allowed_payment_method_types: ['card'],
      metadata: { [OUR_CHARGE]: merchantReference },
    };
    const made = await ask(() => this.stripe.setupIntents.create(params, { idempotencyKey: merchantReference }));
    return made.kind === 'answered' ? { kind: 'answered', value: made.value.id } : made;
  }

  private async asItStands(reference: string): Promise<SetupOutcome> {
    const asked = await ask(() => this.stripe.setupIntents.retrieve(reference, WITH_CARD));
    return asked.kind === 'answered' ? this.concluded(asked.value) : { kind: 'unknown', reference, message: asked.fault.message };
  }

  private async concluded(intent: Stripe.SetupIntent): Promise<SetupOutcome> {
    const { id: reference, status, last_setup_error: refusal } = intent;
    if (status === 'succeeded') return savedBy(intent);
    if (status === 'requires_payment_method' && refusal) return { kind: 'declined', reference, ...declineOf(refusal) };
    if (status !== 'requires_action') return { kind: 'unknown', reference, message: `the set-up is ${status}` };
    const url = intent.next_action?.redirect_to_url?.url;
    if (url) return { kind: 'requires_action', reference, url };
    await ask(() => this.stripe.setupIntents.cancel(reference));
    return { kind: 'not_sent', reason: 'configuration', message: 'the challenge of this card needs a script of Stripe’s on the page' };
  }
}

const unsaved = (reference: string | null, fault: StripeFault): Unsaved =>
  fault.kind === 'declined' ? { kind: 'declined', reference, ...fault.decline } : notSent(fault);

function savedBy({ id: reference, customer, payment_method }: Stripe.SetupIntent): SetupOutcome {
  const [owner, paymentMethod] = [idOf(customer), idOf(payment_method)];
  if (!owner || !paymentMethod) return { kind: 'unknown', reference, message: 'no saved card was told' };
  const card = typeof payment_method === 'object' ? payment_method?.card : null;
  return {
    kind: 'approved',
    reference,
    networkTransactionId: null,
    threeDs: null,
    token: stripeToken({ customer: owner, paymentMethod }),
    ...(card ? { origin: { funding: card.funding, country: card.country } } : {}),
  };
}
