// From what the buyer's browser sends with a press of the button to what the command holds.
import type { PressedPay } from '@tillstream/checkout';
import type { HttpEdge } from '../http/http-edge';
import type { AttemptBody, BuyerDetailsBody } from './buyer.dto';

export const pressedPay = (body: AttemptBody, edge: Pick<HttpEdge, 'reference'>): PressedPay => ({
  number: body.number,
  cardJwe: body.card_jwe ?? null,
  paymentMethodKey: body.payment_method_id ? edge.reference('pm', body.payment_method_id) : null,
  saveCard: body.save_card ?? false,
  buyer: buyerOf(body.customer),
  offerId: body.offer_id ?? null,
  firstTier: body.first_tier ?? 0,
  acceptedTiers: body.accepted_tiers,
  locale: body.locale ?? null,
  mandateTextId: body.mandate_text_id ?? null,
});

const buyerOf = ({ email, name, country, postal_code }: BuyerDetailsBody): PressedPay['buyer'] => ({
  email: email ?? null,
  name: name ?? null,
  country: country ?? null,
  postalCode: postal_code ?? null,
});
