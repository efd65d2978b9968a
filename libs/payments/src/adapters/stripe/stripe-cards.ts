// Makes a card ready to be confirmed with: none of these calls moves money. A card that is to be kept needs a customer of Stripe's; each gets
// one of his own, which holds nothing about the buyer.
import type Stripe from 'stripe';
import type { CardDetails, CardToken } from '../../core/card';
import { READYING_TIMEOUT_MS } from './stripe-client';
import { ask, type Asked } from './stripe-fault';
import { readStripeToken, type SavedAtStripe } from './stripe-token';

export type Presented = Asked<{ readonly paymentMethod: string }>;

const UNKNOWN_TOKEN: Presented = {
  kind: 'failed',
  fault: { kind: 'refused', code: 'token', message: 'Stripe does not know this saved card' },
};

export class StripeCards {
  constructor(private readonly stripe: Stripe) {}

  async typed(given: { readonly reference: string; readonly card: CardDetails; readonly saves: boolean }): Promise<Presented> {
    const { reference, card, saves } = given;
    const made = await this.paymentMethod(reference, card);
    if (made.kind === 'failed' || !saves) return made;
    const customer = await this.customer(reference);
    return customer.kind === 'failed' ? customer : this.belongs(reference, { ...made.value, customer: customer.value });
  }

  async saved(reference: string, { token }: CardToken): Promise<Presented> {
    const known = readStripeToken(token);
    return known ? this.belongs(reference, known) : UNKNOWN_TOKEN;
  }

  /** Needs an account that Stripe allows to send card numbers. */
  async paymentMethod(reference: string, card: CardDetails): Promise<Presented> {
    const params: Stripe.PaymentMethodCreateParams = {
      type: 'card',
      card: { number: card.number, exp_month: card.expMonth, exp_year: card.expYear, ...(card.cvc === null ? {} : { cvc: card.cvc }) },
      ...(card.name === null ? {} : { billing_details: { name: card.name } }),
    };
    const made = await ask(() =>
      this.stripe.paymentMethods.create(params, { idempotencyKey: `${reference}/card`, timeout: READYING_TIMEOUT_MS }),
    );
    return made.kind === 'answered' ? { kind: 'answered', value: { paymentMethod: made.value.id } } : made;
  }

  async customer(reference: string): Promise<Asked<string>> {
    const params = { description: 'A saved card', metadata: { saved_with: reference } };
    const once = { idempotencyKey: `${reference}/customer`, timeout: READYING_TIMEOUT_MS };
    const made = await ask(() => this.stripe.customers.create(params, once));
    return made.kind === 'answered' ? { kind: 'answered', value: made.value.id } : made;
  }

  private async belongs(reference: string, { customer, paymentMethod }: SavedAtStripe): Promise<Presented> {
    const update = { idempotencyKey: `${reference}/belongs-to`, timeout: READYING_TIMEOUT_MS };
    const updated = await ask(() => this.stripe.paymentIntents.update(reference, { customer }, update));
    return updated.kind === 'answered' ? { kind: 'answered', value: { paymentMethod } } : updated;
  }
}
