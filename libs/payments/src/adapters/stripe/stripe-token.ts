// What we keep of a card that Stripe has saved: `cus_…/pm_…`. A saved card can be charged only together with the customer it is attached to,
// and our port knows one text per card; it is encrypted wherever it is stored.
const TOKEN = /^(cus_[A-Za-z0-9]+)\/(pm_[A-Za-z0-9]+)$/;

export interface SavedAtStripe {
  readonly customer: string;
  readonly paymentMethod: string;
}

export const stripeToken = ({ customer, paymentMethod }: SavedAtStripe): string => `${customer}/${paymentMethod}`;

/** Null: no card that Stripe has saved for us. */
export function readStripeToken(token: string): SavedAtStripe | null {
  const [, customer, paymentMethod] = TOKEN.exec(token) ?? [];
  return customer && paymentMethod ? { customer, paymentMethod } : null;
}

/** Of a reference that may have come whole or as its id. */
export const idOf = (given: string | { readonly id: string } | null | undefined): string | null =>
  typeof given === 'string' ? given : (given?.id ?? null);
