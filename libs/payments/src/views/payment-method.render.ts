// A saved card as the API shows it: never a number, and never what a processor calls it.
import { isoTime, type RenderContext, type Resource } from '@tillstream/event-sourcing';
import type { CardSummary } from '../core/card';
import type { PaymentMethodState } from '../core/payment-method';

export type PaymentMethodResource = Resource<PaymentMethodState>;

const BRANDS: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
  maestro: 'Maestro',
};

/** `Visa •••• 4242` */
export const cardName = ({ brand, lastFour }: Pick<CardSummary, 'brand' | 'lastFour'>): string =>
  `${BRANDS[brand] ?? 'Card'} •••• ${lastFour}`;

/** Null before it was saved. */
export function renderPaymentMethod({ key, accountId, state, ...resource }: PaymentMethodResource, { ids }: Pick<RenderContext, 'ids'>) {
  if (state.status === 'absent') return null;
  const { customerKey, card } = state.fields;
  return {
    id: ids.format('pm', key),
    account_id: accountId,
    customer_id: ids.format('cus', customerKey),
    provider_type: 'credit_card' as const,
    name: cardName(card),
    is_active: state.status === 'present',
    metadata: {
      brand: card.brand,
      last_four: card.lastFour,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      funding: card.funding,
      country: card.country,
    },
    created_at: isoTime(resource.createdAt),
    updated_at: isoTime(resource.updatedAt),
  };
}
